package dev.shmfit.probes.format;

import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.capture.CapturedItem.NotCaptured;
import dev.shmfit.capture.CapturedItem.Pasted;
import dev.shmfit.capture.CapturedItem.Text;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts the files of a capture together with what its manifest says about those that are missing. */
final class CaptureContents {
    /** A row of a table of hundreds of devices, a mount of hundreds of layers: the longest real ones have some KiB. */
    private static final int LONGEST_LINE = 1 << 16;

    private CaptureContents() {}

    /** What stands in one line is taken apart at once. Only XML and JSON may be a single line, of any length. */
    private static void refuseLongLines(String name, String shown, String text) {
        if (name.endsWith(".xml") || name.equals(CaptureLayout.MANIFEST) || CaptureLayout.isPasted(name)) {
            return;
        }
        int number = 1;
        for (int from = 0; from < text.length(); number++) {
            int end = text.indexOf('\n', from);
            int to = end < 0 ? text.length() : end;
            if (to - from > LONGEST_LINE) {
                throw new UnreadableInput(name + " in " + shown + ", line " + number + ", has "
                        + ByteCount.of(to - from).human() + "; expected lines of at most "
                        + ByteCount.of(LONGEST_LINE).human() + ". Take the capture again, or leave the file out");
            }
            from = to + 1;
        }
    }

    /**
     * @param id what the capture is called
     * @param shown what messages call the place of the files
     */
    static CaptureSource.Whole of(String id, String shown, Map<String, byte[]> files) {
        List<CapturedItem> items = new ArrayList<>();
        CaptureManifest manifest = CaptureManifest.NONE;
        for (String name : CaptureLayout.LOOKED_FOR) {
            byte[] bytes = files.get(name);
            if (bytes == null) {
                continue;
            }
            String text = InputText.decode(name + " in " + shown, bytes);
            refuseLongLines(name, shown, text);
            if (CaptureLayout.isPasted(name)) {
                items.add(new Pasted(name, text));
                continue;
            }
            if (!name.equals(CaptureLayout.MANIFEST)) {
                items.add(new Text(name, text));
                continue;
            }
            try {
                manifest = CaptureManifest.parse(text);
                items.add(new Text(name, text));
            } catch (UnreadableInput e) {
                items.add(new NotCaptured(name, String.valueOf(e.getMessage())));
            }
        }
        manifest.missing().forEach((name, why) -> {
            if (!files.containsKey(name)) {
                items.add(new NotCaptured(name, why));
            }
        });
        return new CaptureSource.Whole(Capture.of(id, items), manifest);
    }
}
