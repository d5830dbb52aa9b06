package dev.shmfit.reports.number;

import java.util.ArrayList;
import java.util.List;

/**
 * A number's name, taken apart.
 *
 * @param shape without the items: {@code loaders[].peakBytes}
 * @param items in order: {@code train}
 */
record Path(String shape, List<String> items) {
    Path {
        items = List.copyOf(items);
    }

    static Path of(String name) {
        StringBuilder shape = new StringBuilder();
        List<String> items = new ArrayList<>();
        int from = 0;
        for (int open = name.indexOf('['); open >= 0; open = name.indexOf('[', from)) {
            int close = name.indexOf(']', open);
            shape.append(name, from, open + 1).append(']');
            items.add(name.substring(open + 1, close));
            from = close + 1;
        }
        return new Path(shape.append(name.substring(from)).toString(), items);
    }

    String item(int index) {
        return items.get(index);
    }

    /** What stands behind the last dot. */
    String last() {
        return shape.substring(shape.lastIndexOf('.') + 1);
    }
}
