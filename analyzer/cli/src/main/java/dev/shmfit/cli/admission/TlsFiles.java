package dev.shmfit.cli.admission;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.InputError;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificate and key of the server, read from files that may change while it runs: Kubernetes replaces a mounted
 * Secret when the certificate is renewed. A pair that cannot be read, or whose halves do not belong together (it is
 * replaced file by file elsewhere), is passed over, and the one before stays in use.
 */
final class TlsFiles {
    private static final long LARGEST = 1 << 20;

    private final Path certificateFile;
    private final Path keyFile;
    private volatile Pair pair;
    private volatile byte[] seen;

    private record Pair(List<X509Certificate> chain, PrivateKey key) {}

    /** @throws InputError where the files do not hold a certificate and its key */
    TlsFiles(Path certificateFile, Path keyFile) {
        this.certificateFile = certificateFile;
        this.keyFile = keyFile;
        byte[] certificate = read(certificateFile);
        byte[] key = read(keyFile);
        this.pair = pair(certificate, key);
        this.seen = joined(certificate, key);
    }

    /**
     * Takes the files' new content, if there is any.
     *
     * @return whether another pair is in use now
     * @throws InputError where the new content cannot be used; the pair before stays
     */
    boolean reload() {
        byte[] certificate = read(certificateFile);
        byte[] key = read(keyFile);
        byte[] both = joined(certificate, key);
        if (Arrays.equals(both, seen)) {
            return false;
        }
        pair = pair(certificate, key);
        seen = both;
        return true;
    }

    /** When the certificate in use ends to hold. */
    Instant notAfter() {
        return pair.chain.get(0).getNotAfter().toInstant();
    }

    /** A context whose new connections use the pair of that moment. */
    SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new Keys()}, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] joined(byte[] certificate, byte[] key) {
        byte[] both = Arrays.copyOf(certificate, certificate.length + 1 + key.length);
        System.arraycopy(key, 0, both, certificate.length + 1, key.length);
        return both;
    }

    private static byte[] read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new InputError(ErrorText.shown(file.toString()) + ": more than 1 MiB; this is no PEM file");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InputError("cannot read " + ErrorText.shown(file.toString()) + ": " + ErrorText.reason(e), e);
        }
    }

    private Pair pair(byte[] certificateBytes, byte[] keyBytes) {
        List<X509Certificate> chain;
        try {
            chain = List.copyOf(Pem.certificates(Pem.text(certificateBytes)));
        } catch (GeneralSecurityException e) {
            throw new InputError(
                    ErrorText.shown(certificateFile.toString()) + ": expected a certificate as PEM: " + e.getMessage(),
                    e);
        }
        try {
            PrivateKey key =
                    Pem.key(Pem.text(keyBytes), chain.get(0).getPublicKey().getAlgorithm());
            checkTogether(chain.get(0), key);
            return new Pair(chain, key);
        } catch (GeneralSecurityException e) {
            throw new InputError(
                    ErrorText.shown(keyFile.toString()) + ": expected the certificate's private key as PEM: "
                            + e.getMessage(),
                    e);
        }
    }

    private static void checkTogether(X509Certificate certificate, PrivateKey key) throws GeneralSecurityException {
        String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        byte[] probe = {1, 2, 3};
        Signature sign = Signature.getInstance(algorithm);
        sign.initSign(key);
        sign.update(probe);
        byte[] signed = sign.sign();
        Signature verify = Signature.getInstance(algorithm);
        verify.initVerify(certificate.getPublicKey());
        verify.update(probe);
        if (!verify.verify(signed)) {
            throw new GeneralSecurityException("the key is not that of the certificate");
        }
    }

    /** Hands out one alias whose certificate and key are those in use. */
    private final class Keys extends X509ExtendedKeyManager {
        @Override
        public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }

        @Override
        public String[] getServerAliases(String type, Principal @Nullable [] issuers) {
            return new String[] {"server"};
        }

        @Override
        public @Nullable String chooseServerAlias(
                String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return chooseEngineServerAlias(type, issuers, null);
        }

        @Override
        public @Nullable String chooseEngineServerAlias(
                String type, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            String own = pair.key.getAlgorithm();
            return type.equals(own) || type.equals(own + "SSA-PSS") || type.endsWith("_" + own) ? "server" : null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return pair.chain.toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return pair.key;
        }
    }
}
