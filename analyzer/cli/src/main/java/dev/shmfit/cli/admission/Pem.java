package dev.shmfit.cli.admission;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates and keys as Kubernetes mounts them: PEM texts. Keys may be PKCS#8, PKCS#1 (RSA) or SEC 1 (EC); the last
 * two are what cert-manager and openssl write by default, and the JDK reads the first alone.
 */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \\1-----", Pattern.DOTALL);

    /** AlgorithmIdentifier of rsaEncryption (1.2.840.113549.1.1.1) with NULL. */
    private static final byte[] RSA = bytes("300d06092a864886f70d0101010500");
    /** The object identifier id-ecPublicKey (1.2.840.10045.2.1). */
    private static final byte[] EC = bytes("06072a8648ce3d0201");

    private static final byte[] VERSION_0 = bytes("020100");
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    /** Tag of the curve in an ECPrivateKey (RFC 5915). */
    private static final int CURVE = 0xa0;

    private Pem() {}

    /** @throws GeneralSecurityException where the text holds no certificate, or one that cannot be read */
    static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
        List<X509Certificate> all = new ArrayList<>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        Matcher m = BLOCK.matcher(text);
        while (m.find()) {
            if (m.group(1).endsWith("CERTIFICATE")) {
                Certificate c = factory.generateCertificate(new ByteArrayInputStream(der(m.group(2))));
                all.add((X509Certificate) c);
            }
        }
        if (all.isEmpty()) {
            throw new GeneralSecurityException("no BEGIN CERTIFICATE in it");
        }
        return all;
    }

    /**
     * The first private key of the text.
     *
     * @param algorithm of the certificate's public key, {@code RSA} or {@code EC}
     * @throws GeneralSecurityException where there is none, or one that cannot be read
     */
    static PrivateKey key(String text, String algorithm) throws GeneralSecurityException {
        Matcher m = BLOCK.matcher(text);
        while (m.find()) {
            String kind = m.group(1);
            if (kind.equals("ENCRYPTED PRIVATE KEY") || m.group(2).contains("ENCRYPTED")) {
                throw new GeneralSecurityException(
                        "the key is encrypted; a server that starts by itself needs it plain");
            }
            byte[] pkcs8 = switch (kind) {
                case "PRIVATE KEY" -> der(m.group(2));
                case "RSA PRIVATE KEY" -> wrapped(RSA, der(m.group(2)));
                case "EC PRIVATE KEY" -> ec(der(m.group(2)));
                default -> new byte[0];
            };
            if (pkcs8.length > 0) {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            }
        }
        throw new GeneralSecurityException("no BEGIN PRIVATE KEY, BEGIN RSA PRIVATE KEY or BEGIN EC PRIVATE KEY in it");
    }

    private static byte[] der(String base64) throws GeneralSecurityException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("what stands between BEGIN and END is no base64", e);
        }
    }

    /** PrivateKeyInfo (RFC 5208): version, algorithm, and the key as octets. */
    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, VERSION_0, algorithm, element(OCTETS, key));
    }

    private static byte[] ec(byte[] key) throws GeneralSecurityException {
        // ECPrivateKey: SEQUENCE { version, OCTET STRING, [0] curve, [1] public key }
        int at = content(key, 0);
        while (at < key.length) {
            int inner = content(key, at);
            int end = inner + length(key, at);
            if ((key[at] & 0xff) == CURVE && end <= key.length) {
                return wrapped(element(SEQUENCE, EC, Arrays.copyOfRange(key, inner, end)), key);
            }
            at = end;
        }
        throw new GeneralSecurityException("the EC key does not name its curve");
    }

    /** Where the content of the element at {@code at} begins. */
    private static int content(byte[] der, int at) throws GeneralSecurityException {
        if (at + 1 >= der.length) {
            throw new GeneralSecurityException("the key ends too early");
        }
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int length(byte[] der, int at) throws GeneralSecurityException {
        int content = content(der, at);
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        if (content - at > 4 || content > der.length) {
            throw new GeneralSecurityException("the key is longer than a key can be");
        }
        int length = 0;
        for (int i = at + 2; i < content; i++) {
            length = (length << 8) | (der[i] & 0xff);
        }
        return length;
    }

    private static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] p : parts) {
            content.writeBytes(p);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tag);
        int length = content.size();
        if (length < 0x80) {
            all.write(length);
        } else if (length < 0x100) {
            all.write(0x81);
            all.write(length);
        } else {
            all.write(0x82);
            all.write(length >> 8);
            all.write(length);
        }
        all.writeBytes(content.toByteArray());
        return all.toByteArray();
    }

    private static byte[] bytes(String hex) {
        byte[] all = new byte[hex.length() / 2];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        return all;
    }

    /** The text of a PEM file; bytes that are none of its letters only make it unreadable. */
    static String text(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1);
    }
}
