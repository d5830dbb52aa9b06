package dev.shmfit.reports;

import dev.shmfit.units.JsonWriter;

/** Records of a report as JSON, their components in order. */
public final class RecordJson extends JsonWriter {
    private RecordJson(Layout layout) {
        super(layout);
    }

    /** Over several lines, for people. */
    public static String pretty(Record value) {
        return new RecordJson(Layout.LINES).text(value);
    }

    /** On one line, and unable to end the script element that it stands in, whatever its strings hold. */
    public static String inScript(Object value) {
        return new RecordJson(Layout.SCRIPT).text(value);
    }

    @Override
    protected String key(Object key) {
        return key instanceof JsonWord word ? word.word() : String.valueOf(key);
    }

    @Override
    protected void other(Object value) {
        if (value instanceof JsonWord word) {
            value(word.word());
        } else if (value instanceof Enum<?> constant) {
            value(constant.name());
        } else if (value instanceof Record record) {
            record(record);
        } else {
            super.other(value);
        }
    }

    private void record(Record record) {
        RecordShape shape = RecordShape.of(record);
        boolean first = true;
        begin();
        for (int i = 0; i < shape.components().size(); i++) {
            RecordShape.Component component = shape.components().get(i);
            Object part = shape.part(record, i);
            if (part != null || !component.omitted()) {
                member(first, component.key(), part);
                first = false;
            }
        }
        end(first);
    }
}
