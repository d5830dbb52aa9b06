package dev.shmfit.cli.workload;

import dev.shmfit.facts.Provenance;
import dev.shmfit.shm.Figure;
import dev.shmfit.shm.OtherTenant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which release of an MPI is stated? */
final class MpiVersion {
    private static final Pattern FORM = Pattern.compile("(\\d{1,2})(?:\\.(\\d{1,2}))?(?:[.a-z].*)?");

    private MpiVersion() {}

    /** Major times 100 plus minor of the version that is stated, else of {@code ifMissing}; what is none is an error. */
    static int of(ValueReader values, Yaml.Mapping m, String ifMissing, List<Figure.Input> inputs) {
        Optional<Yaml> stated = m.get(OtherTenant.VERSION);
        String version = stated.map(ValueReader::text).orElse(ifMissing);
        inputs.add(new Figure.Input(
                OtherTenant.VERSION, version, stated.isPresent() ? Provenance.STATED : Provenance.DEFAULT));
        Matcher form = FORM.matcher(version);
        if (!form.matches()) {
            values.wrong(stated.orElse(m), "\"" + version + "\" is no version of an MPI; expected one such as 4.1");
            return 0;
        }
        String minor = Optional.ofNullable(form.group(2)).orElse("0");
        return Integer.parseInt(form.group(1)) * 100 + Integer.parseInt(minor);
    }
}
