package dev.shmfit.probes.format;

import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.capture.CapturedItem.NotCaptured;
import dev.shmfit.capture.CapturedItem.Pasted;
import dev.shmfit.capture.CapturedItem.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts the files of a capture together with what its manifest says about those that are missing. */
final class CaptureContents {
    private CaptureContents() {}

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
