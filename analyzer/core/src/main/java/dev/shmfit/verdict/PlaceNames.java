package dev.shmfit.verdict;

import dev.shmfit.units.DidYouMean;
import dev.shmfit.units.MalformedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the parts of the place are called, for the text to copy. A name that is not known is a placeholder in capitals.
 *
 * @param container its name
 * @param pod the pod's, workflow's or cluster's
 * @param service of a compose file, or of Docker Swarm
 * @param image that the container is made of
 */
public record PlaceNames(String container, String pod, String service, String image) {
    private static final List<String> KEYS = List.of("container", "pod", "service", "image");
    /** What container runtimes and Kubernetes allow; nothing that a shell or YAML would read as more than a name. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_./@-]{0,250}(:[A-Za-z0-9_.-]{1,128})?");

    /** What a controller or a person calls a pod; not what redaction makes of a host name. */
    private static final Pattern POD =
            Pattern.compile("(?!host-[0-9a-f]{8}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9-]{1,63})*+");

    private static final Pattern CONTAINER_ID = Pattern.compile("[0-9a-f]{12}");

    /** Placeholders. */
    public static final PlaceNames UNKNOWN = new PlaceNames("CONTAINER", "POD", "SERVICE", "IMAGE");

    /**
     * Reads {@code pod=trainer-0,container=main}.
     *
     * @throws MalformedText where it is none
     */
    static PlaceNames parse(String text) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            String key = (equals < 0 ? part : part.substring(0, equals)).strip();
            String name = equals < 0 ? "" : part.substring(equals + 1).strip();
            if (!KEYS.contains(key)) {
                throw new MalformedText("\"" + key + "\" is not known here" + DidYouMean.hint(KEYS, key)
                        + "; after a platform, NAMES are " + String.join("=, ", KEYS) + "=");
            }
            if (!NAME.matcher(name).matches()) {
                throw new MalformedText(key + "=" + name + ": expected the name of the " + key
                        + ": letters, digits, '-', '_', '.', '/', and for an image ':TAG'");
            }
            if (names.put(key, name) != null) {
                throw new MalformedText(key + "= is given twice");
            }
        }
        return new PlaceNames(
                names.getOrDefault("container", UNKNOWN.container),
                names.getOrDefault("pod", UNKNOWN.pod),
                names.getOrDefault("service", UNKNOWN.service),
                names.getOrDefault("image", UNKNOWN.image));
    }

    /**
     * What the host name tells of them. A pod's is the pod's name, a container's the beginning of its id, which docker and
     * podman take as a name; unless somebody gave it another one, and that is not what these look like.
     */
    public static PlaceNames byHostName(Platform platform, String hostName) {
        if (platform.isKubernetes() && POD.matcher(hostName).matches()) {
            return new PlaceNames(UNKNOWN.container, hostName, UNKNOWN.service, UNKNOWN.image);
        }
        boolean id = (platform == Platform.DOCKER || platform == Platform.PODMAN)
                && CONTAINER_ID.matcher(hostName).matches();
        return id ? new PlaceNames(hostName, UNKNOWN.pod, UNKNOWN.service, UNKNOWN.image) : UNKNOWN;
    }

    /** Whether a service is named. */
    boolean isService() {
        return !service.equals(UNKNOWN.service);
    }

    /** These names, and where they leave a placeholder, those. */
    public PlaceNames or(PlaceNames others) {
        return new PlaceNames(
                container.equals(UNKNOWN.container) ? others.container : container,
                pod.equals(UNKNOWN.pod) ? others.pod : pod,
                service.equals(UNKNOWN.service) ? others.service : service,
                image.equals(UNKNOWN.image) ? others.image : image);
    }
}
