package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Secrets of every kind, as jobs print them, planted in real logs: {@code explain --redact} leaves none. */
class SecretsInLogsTest {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root"));
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String SMALL = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz";
    private static final String CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String HEX = "0123456789abcdef";
    private static final String DIGITS = "123456789";

    /**
     * A secret where a job prints it.
     *
     * @param line with {@code %s} for it, and {@code %1$s} for it again
     * @param alphabet of its characters
     */
    record Kind(String line, String alphabet, int length) {
        String secret(Random random) {
            StringBuilder text = new StringBuilder();
            while (text.length() < length) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            return text.toString();
        }

        @Override
        public String toString() {
            return line;
        }
    }

    private static Kind word(String line) {
        return new Kind(line, LETTERS, 9);
    }

    private static Kind token(String line, int length) {
        return new Kind(line, BASE64, length);
    }

    static List<Kind> kinds() {
        return List.of(
                // Variables, as shells, containers and dumps show them.
                word("HF_TOKEN=%s"),
                word("export DB_PASSWORD='%s'"),
                word("+ OPENAI_API_KEY=%s python train.py --epochs 3"),
                token("AWS_SECRET_ACCESS_KEY=%s", 40),
                token("env: {'WANDB_API_KEY': '%s', 'RANK': '3'}", 20),
                word("environ({'SHELL': '/bin/bash', 'MYSQL_PWD': '%s', 'LANG': 'C'})"),
                word("            \"Env\": [\"PATH=/usr/bin\", \"PGPASSWORD=%s\"],"),
                word("docker run -e REDIS_PASS=%s --gpus all img"),
                word("      - name: SMTP_PASSWORD\n        value: %s"),
                word("{\"name\": \"CLIENT_SECRET\", \"value\": \"%s\"}"),
                word("{\n  \"Name\": \"ADMIN_TOKEN\",\n  \"Value\": \"%s\"\n}"),
                word("SERVICE_ACCOUNT_CREDENTIALS: %s"),
                new Kind("PIN=%s", DIGITS, 6),
                new Kind("password: %s", DIGITS, 8),
                // Files of settings.
                word("{\"user\": \"x\", \"password\": \"%s, and more\", \"port\": 5432}"),
                word("password = %s"),
                word("spring.datasource.password=%s"),
                word("Server=tcp:db,1433;User=sa;Password=%s;Encrypt=true"),
                word("  <password>%s</password>"),
                word("<add key=\"ApiPassword\" value=\"%s\"/>"),
                word("machine git.example.net login someone password %s"),
                token("//registry.npmjs.org/:_authToken=%s", 36),
                token("{\"auths\": {\"registry.example.net\": {\"auth\": \"%s=\"}}}", 27),
                token("AccountName=store;AccountKey=%s==;EndpointSuffix=core.windows.net", 86),
                token("Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=%s=", 43),
                word("Namespace(lr=0.1, hf_token='%s', batch_size=8)"),
                word("Config(api_key=SecretStr('%s'), rank=1)"),
                word("api_key: b'%s'"),
                word("\\\"client_secret\\\": \\\"%s\\\", \\\"x\\\": 1"),
                // Options.
                word("mysqladmin --password %s ping"),
                word("python serve.py --api-key=%s --port 8000"),
                word("args: ['--hf-token', '%s', '--model', 'x']"),
                word("sshpass -p %s ssh node"),
                word("docker login -u bot -p %s registry.example.net"),
                word("mysql -h db -uroot -p%s"),
                word("curl -u bot:%s https://git.example.net/x"),
                // Headers and requests.
                token("> Authorization: Bearer %s", 30),
                token("Authorization: Basic %s==", 22),
                token("headers={'Authorization': 'Token %s'}", 30),
                token("('X-Api-Key', '%s')", 18),
                token("x-auth-token: %s", 18),
                token("Proxy-Authorization: Basic %s=", 23),
                word("Cookie: theme=dark; sid=%s; lang=en"),
                word("< Set-Cookie: session=%s; HttpOnly"),
                token("GET /v1/x?access_token=%s&page=2 HTTP/1.1", 24),
                token("https://s3.example.net/b/k?X-Amz-Signature=%s&X-Amz-Expires=60", 40),
                new Kind("https://acct.blob.example.net/c?sv=2023&sig=%s%%3D&se=2024", BASE64, 43),
                word("callback?code%%3D1&token%%3D%s"),
                // Addresses.
                word("http_proxy=http://someone:%s@proxy:3128"),
                word("git clone https://oauth2:%s@git.example.net/x.git"),
                token("pip install git+https://%s@git.example.net/x.git", 20),
                word("redis://:%s@cache:6379/0"),
                word("postgresql+psycopg2://app:%s@db/prod"),
                word("amqp://app:%s@/vhost@x"),
                token("https://hooks.slack.com/services/T0AAAA000/B0AAAA000/%s", 24),
                token("https://discord.com/api/webhooks/1234567890/%s", 40),
                token("https://api.telegram.org/bot123456789:%s/getMe", 35),
                // Tokens that show by themselves what they are.
                token("github_pat_%s", 60),
                token("remote: ghp_%s", 36),
                token("token ghs_%s expired", 36),
                token("glpat-%s", 20),
                token("hf_%s", 34),
                token("using sk-%s", 48),
                token("sk-ant-api03-%s", 60),
                token("sk-proj-%s", 60),
                token("sk_live_%s", 24),
                new Kind("AKIA%s", CAPITALS, 16),
                new Kind("ASIA%s", CAPITALS, 16),
                token("AIza%s", 35),
                token("ya29.%s", 60),
                token("GOCSPX-%s", 28),
                token("xoxb-1234-5678-%s", 24),
                token("npm_%s", 36),
                token("pypi-AgEI%s", 60),
                token("nvapi-%s", 60),
                token("dckr_pat_%s", 27),
                token("hvs.%s", 24),
                token("SG.%1$s.%1$s", 22),
                token("jwt eyJhbGciOiJIUzI1NiJ9.eyJ%s.sig-part", 30),
                new Kind("wandb: login %s", HEX, 40),
                new Kind("dapi%s", HEX, 32),
                new Kind("K10%s::server:x", HEX, 64),
                token("lsv2_pt_%s", 40),
                token("gsk_%s", 52),
                // And those that do not.
                token("value %s seen", 32),
                token("cfg=%s;", 40),
                token("blob/%s/x", 44),
                new Kind("otp seed %s", CAPITALS, 32),
                new Kind("id %s", SMALL, 40),
                new Kind("password hash $2b$12$%s", BASE64, 53),
                token("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI%s x", 43),
                token("host key SHA256:%s", 43),
                // Keys of several lines.
                token("-----BEGIN RSA PRIVATE KEY-----\n%s\n-----END RSA PRIVATE KEY-----", 64),
                token("2024-01-01 10:00:00 -----BEGIN OPENSSH PRIVATE KEY-----\n2024-01-01 10:00:01 %s", 64),
                token("key: \"-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n\"", 64),
                // Who and where.
                word("/home/%s/train.py"),
                word("USER=%s"),
                word("Login as user %s"),
                word("uid=1000(%s) gid=1000"),
                word("%s@gpu-box:~$ nvidia-smi"),
                word("-rw-r--r-- 1 %s users 9637892 Nov 20 10:11 nccl-aBcDeF"),
                word("%s@example.net"),
                word("srun: error: %s: task 3: Bus error"),
                word("slurmstepd: error: *** STEP 7.0 ON %s CANCELLED AT 2024-01-01T00:00:00 ***"),
                word("SLURM_NODELIST=%s[01-04,09]"),
                word("SLURM_JOB_NODELIST=a1,%s-2,b3"),
                word("mpirun -H %s-1:8,%1$s-2:8 ./x"),
                word("MASTER_ADDR=%s"),
                word("%s:11:12 [0] NCCL INFO x\nsrun_%1$s_done"),
                word("[%s:12345:0:12345] Caught signal 7"),
                word("Nov 20 10:11:12 %s kernel: oom"),
                word("at %s.cluster.internal:29500"),
                word("s3://%s-models/llama"),
                new Kind("arn:aws:iam::%s:role/x", DIGITS, 12),
                new Kind("%s.dkr.ecr.us-east-1.amazonaws.com/x", DIGITS, 12),
                word("projects/%s-17/zones/a"),
                word("gcloud config set --project %s-17"));
    }

    @Test
    void there_are_enough_of_them() {
        assertThat(kinds()).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_secret_is_gone_and_the_log_around_it_is_not(Kind kind, @TempDir Path directory) throws IOException {
        Random random = new Random(kind.line().hashCode());
        List<String> secrets = new ArrayList<>();
        List<String> log = new ArrayList<>(Files.readAllLines(
                ROOT.resolve("fixtures/captures/logs/v100x4_jeanzay_n1_16gb_all_reduce_bench.txt"),
                StandardCharsets.UTF_8));
        int size = log.size();
        // Alone; behind the clock of a framework; behind the name of a rank; more than once.
        for (String before :
                List.of("", "2024-11-20 10:11:12,345 INFO [train.py:7] ", "[rank3]: ", "(Worker pid=42) ")) {
            String secret = kind.secret(random);
            boolean begins = kind.line().startsWith("-rw")
                    || kind.line().startsWith("srun")
                    || kind.line().startsWith("[%s")
                    || kind.line().startsWith("Nov ")
                    || kind.line().startsWith("%s")
                    || kind.line().contains("\n");
            secrets.add(secret);
            log.add(random.nextInt(size), (begins ? "" : before) + kind.line().formatted(secret));
        }
        Path file = Files.writeString(directory.resolve("job.log"), String.join("\n", log) + "\n");
        Ran ran = Shell.quiet().run("explain", "--redact", file.toString());
        assertThat(ran.exitCode()).isZero();
        for (String secret : secrets) {
            assertThat(ran.out().toLowerCase(java.util.Locale.ROOT))
                    .doesNotContain(secret.toLowerCase(java.util.Locale.ROOT));
        }
        assertThat(ran.out().lines())
                .hasSameSizeAs(String.join("\n", log).lines().toList());
        assertThat(ran.err()).startsWith("replaced: ");
    }
}
