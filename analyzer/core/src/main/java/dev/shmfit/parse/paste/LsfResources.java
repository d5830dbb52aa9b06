package dev.shmfit.parse.paste;

import dev.shmfit.facts.SourceRef;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code -n}, {@code -nnodes}, {@code -gpu} and {@code -R "span[…]"} of LSF's bsub. GPUs are for a host unless
 * {@code /task} says otherwise; slots are on one host, or so many on each, where span says so.
 */
final class LsfResources {
    private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,4}");
    private static final Pattern GPUS = Pattern.compile("(?:^|:)num=([1-9]\\d{0,2})(/(?:task|host))?(?::|$)");
    private static final Pattern PTILE = Pattern.compile("\\bspan\\[\\s*ptile=([1-9]\\d{0,3})\\s*\\]");
    private static final Pattern ONE_HOST = Pattern.compile("\\bspan\\[\\s*hosts=1\\s*\\]");

    private Optional<Integer> slots = Optional.empty();
    private Optional<Integer> nodes = Optional.empty();
    private Optional<Integer> perHost = Optional.empty();
    private Optional<Integer> gpus = Optional.empty();
    private boolean gpusOfTask;
    private Optional<SourceRef> at = Optional.empty();

    /** One option; whether it is read. */
    boolean take(String option, String value, SourceRef where) {
        boolean read = switch (option) {
            case "-n" -> {
                slots = count(value);
                yield slots.isPresent();
            }
            case "-nnodes" -> {
                nodes = count(value);
                yield nodes.isPresent();
            }
            case "-gpu" -> gpu(value);
            case "-R" -> span(value);
            default -> false;
        };
        if (read && at.isEmpty()) {
            at = Optional.of(where);
        }
        return read;
    }

    private static Optional<Integer> count(String value) {
        return COUNT.matcher(value).matches() ? Optional.of(Integer.valueOf(value, 10)) : Optional.empty();
    }

    private boolean gpu(String value) {
        Matcher m = GPUS.matcher(value);
        if (m.find()) {
            gpus = Optional.of(Integer.valueOf(m.group(1), 10));
            gpusOfTask = "/task".equals(m.group(2));
            return true;
        }
        return false;
    }

    private boolean span(String value) {
        Matcher m = PTILE.matcher(value);
        if (m.find()) {
            perHost = Optional.of(Integer.valueOf(m.group(1), 10));
            return true;
        }
        if (ONE_HOST.matcher(value).find()) {
            nodes = Optional.of(1);
            return true;
        }
        return false;
    }

    void tell(PastedFacts facts) {
        if (at.isEmpty()) {
            return;
        }
        Optional<Integer> hosts = nodes.isPresent() ? nodes : shared(slots, perHost);
        if (hosts.isEmpty() && slots.filter(n -> n == 1).isPresent()) {
            hosts = Optional.of(1);
        }
        Optional<Integer> tasks = perHost.isPresent() ? perHost : shared(slots, hosts);
        Optional<Integer> ofHost = gpusOfTask ? product(gpus, tasks) : gpus;
        new BatchJob.Share(hosts, tasks, ofHost, Optional.empty()).tell(at.get(), facts);
        if (hosts.isEmpty() && slots.isPresent()) {
            facts.passOver(
                    "of #BSUB -n " + slots.get() + ", on how many hosts: no span[ptile=…] or span[hosts=1] says it",
                    at.get());
        }
    }

    private static Optional<Integer> shared(Optional<Integer> all, Optional<Integer> over) {
        return all.isPresent() && over.isPresent() && all.get() % over.get() == 0
                ? Optional.of(all.get() / over.get())
                : Optional.empty();
    }

    private static Optional<Integer> product(Optional<Integer> each, Optional<Integer> times) {
        return each.isPresent() && times.isPresent() ? Optional.of(each.get() * times.get()) : Optional.empty();
    }
}
