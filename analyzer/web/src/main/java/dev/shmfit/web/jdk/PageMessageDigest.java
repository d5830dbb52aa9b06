package dev.shmfit.web.jdk;

import java.math.BigInteger;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** {@link java.security.MessageDigest}, of SHA-256 (FIPS 180-4): a worker's own digest answers too late to be waited for. */
public final class PageMessageDigest {
    private static final int BLOCK = 64;
    private static final int[] ROOTS = roots();

    private PageMessageDigest() {}

    /** The digest of that name. */
    public static PageMessageDigest getInstance(String algorithm) throws NoSuchAlgorithmException {
        if (!algorithm.equals("SHA-256")) {
            throw new NoSuchAlgorithmException(algorithm);
        }
        return new PageMessageDigest();
    }

    /** The first 32 bits behind the point of the cube roots of the first 64 primes, then of the square roots of the first 8. */
    private static int[] roots() {
        int[] roots = new int[72];
        int n = 0;
        for (int candidate = 2; n < 64; candidate++) {
            boolean prime = true;
            for (int d = 2; d * d <= candidate; d++) {
                prime &= candidate % d != 0;
            }
            if (prime) {
                if (n < 8) {
                    roots[64 + n] = fraction(candidate, 2);
                }
                roots[n++] = fraction(candidate, 3);
            }
        }
        return roots;
    }

    /** By bisection in whole numbers: no floating point decides a bit. */
    private static int fraction(int prime, int power) {
        BigInteger target = BigInteger.valueOf(prime).shiftLeft(32 * power);
        BigInteger low = BigInteger.ZERO;
        for (int bit = 36; bit >= 0; bit--) {
            BigInteger next = low.setBit(bit);
            if (next.pow(power).compareTo(target) <= 0) {
                low = next;
            }
        }
        return low.intValue();
    }

    /** The digest of all of {@code message}. */
    public byte[] digest(byte[] message) {
        int blocks = (message.length + 8) / BLOCK + 1;
        byte[] padded = Arrays.copyOf(message, blocks * BLOCK);
        padded[message.length] = (byte) 0x80;
        long bits = message.length * 8L;
        for (int i = 0; i < 8; i++) {
            padded[padded.length - 1 - i] = (byte) (bits >>> (8 * i));
        }
        int[] state = Arrays.copyOfRange(ROOTS, 64, 72);
        for (int at = 0; at < padded.length; at += BLOCK) {
            block(padded, at, state);
        }
        byte[] digest = new byte[32];
        for (int i = 0; i < digest.length; i++) {
            digest[i] = (byte) (state[i / 4] >>> (24 - 8 * (i % 4)));
        }
        return digest;
    }

    private static void block(byte[] bytes, int from, int[] state) {
        int[] w = new int[64];
        for (int i = 0; i < 64; i++) {
            if (i < 16) {
                int at = from + 4 * i;
                w[i] = bytes[at] << 24
                        | (bytes[at + 1] & 0xff) << 16
                        | (bytes[at + 2] & 0xff) << 8
                        | (bytes[at + 3] & 0xff);
            } else {
                int a = w[i - 15];
                int b = w[i - 2];
                w[i] = w[i - 16]
                        + (Integer.rotateRight(a, 7) ^ Integer.rotateRight(a, 18) ^ a >>> 3)
                        + w[i - 7]
                        + (Integer.rotateRight(b, 17) ^ Integer.rotateRight(b, 19) ^ b >>> 10);
            }
        }
        int[] s = state.clone();
        for (int i = 0; i < 64; i++) {
            int e = s[4];
            int a = s[0];
            int first = s[7]
                    + (Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25))
                    + ((e & s[5]) ^ (~e & s[6]))
                    + ROOTS[i]
                    + w[i];
            int second = (Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22))
                    + ((a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]));
            System.arraycopy(s, 0, s, 1, 7);
            s[4] += first;
            s[0] = first + second;
        }
        for (int i = 0; i < 8; i++) {
            state[i] += s[i];
        }
    }
}
