package dev.shmfit.cli.admission;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates for 127.0.0.1 that openssl signs, and clients that trust them. */
final class Certificates {
    private Certificates() {}

    /** How a key is made and written. */
    enum Kind {
        RSA_PKCS8("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out"),
        /** As cert-manager writes RSA keys by default. */
        RSA_PKCS1("genrsa -traditional -out"),
        EC_PKCS8("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out"),
        /** As cert-manager writes EC keys by default. */
        EC_SEC1("ecparam -name secp384r1 -genkey -out");

        private final String command;

        Kind(String command) {
            this.command = command;
        }
    }

    /** Makes {@code tls.crt} and {@code tls.key}, self-signed, each replaced at once as a mounted Secret's are. */
    static void write(Path directory, Kind kind, String name) throws IOException, InterruptedException {
        Path key = directory.resolve("new.key");
        Path certificate = directory.resolve("new.crt");
        List<String> make = new ArrayList<>(List.of(kind.command.split(" ", -1)));
        make.add(key.toString());
        if (kind == Kind.RSA_PKCS1) {
            make.add("2048");
        }
        openssl(make);
        openssl(List.of(
                "req",
                "-x509",
                "-new",
                "-key",
                key.toString(),
                "-days",
                "2",
                "-subj",
                "/CN=" + name,
                "-addext",
                "subjectAltName=IP:127.0.0.1,DNS:localhost",
                "-out",
                certificate.toString()));
        Files.move(key, directory.resolve("tls.key"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(certificate, directory.resolve("tls.crt"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void openssl(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(arguments);
        Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (p.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }

    /** A client's context that trusts the certificate of a file alone. */
    static SSLContext trusting(Path certificate) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
