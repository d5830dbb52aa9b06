package dev.shmfit.parse.paste;

/** How people write the name of a GPU of NVIDIA's: what of a name tells the product. */
public final class GpuWords {
    /** {@code RTX 4090}, {@code RTX A6000}, {@code H100}, {@code L40S}, {@code A100-SXM4}; the pattern has no group. */
    public static final String NAME =
            "(?:(?:RTX|GTX)[ -]?(?:PRO )?A?\\d{4}(?: ?Ti\\b| SUPER\\b| Ada\\b)?|TITAN (?:RTX|V)\\b"
                    + "|(?:GB|GH|[ABHLPVTK])\\d{1,3}[GS]?\\b(?:[ -](?:SXM\\d?|PCIe|NVL)\\b)?)";

    private GpuWords() {}
}
