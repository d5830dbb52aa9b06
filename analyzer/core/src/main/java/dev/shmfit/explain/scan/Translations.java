package dev.shmfit.explain.scan;

import dev.shmfit.explain.catalog.Phrases;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The texts of errors and signals as glibc and bash print them in other languages, for lines that
 * have them: a terminal in Korean says {@code 버스 오류} where one in English says {@code Bus error}.
 */
public final class Translations {
    private static final Map<String, String> TEXTS = texts();

    private Translations() {}

    private static Map<String, String> texts() {
        Map<String, String> all = new LinkedHashMap<>(GlibcTexts.all());
        put(all, "Killed", "죽었음", "已杀死", "強制結束", "強制終了", "Убито", "Getötet", "Processus arrêté");
        put(all, "Aborted", "중지됨", "已放弃", "Аварийный останов");
        put(
                all,
                "(core dumped)",
                "(코어 덤프됨)",
                "(核心已转储)",
                "(記憶體傾印)",
                "(コアダンプ)",
                "(стек памяти сброшен на диск)",
                "(Speicherabzug geschrieben)",
                "(core dump creato)",
                "(imagem do núcleo gravada)");
        put(all, "write error: ", "쓰기 오류: ", "写错误: ", "書き込みエラー: ");
        return all;
    }

    private static void put(Map<String, String> all, String english, String... others) {
        for (String other : others) {
            all.put(other, english);
        }
    }

    /** Those that are written in ASCII, in lower case and without white space: they are looked for as words. */
    public static List<String> plain() {
        return TEXTS.keySet().stream()
                .filter(t -> t.chars().allMatch(c -> c < 128))
                .map(t -> Phrases.squeezed(t).toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Whether a line has letters beyond ASCII that are no marks: progress bars and arrows, in UTF-8 from 0xE2 on, are. */
    static boolean mayHold(byte[] line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (isLetter(line[i])) {
                return true;
            }
        }
        return false;
    }

    /** Whether a byte may begin such a letter. */
    static boolean isLetter(byte b) {
        int c = b & 0xff;
        return c >= 0xc3 && c != 0xe2 && c < 0xf0;
    }

    /** The line with these texts in English; itself where it has none. */
    public static String english(String line) {
        String text = line;
        for (Map.Entry<String, String> e : TEXTS.entrySet()) {
            if (text.contains(e.getKey())) {
                text = text.replace(e.getKey(), e.getValue());
            }
        }
        return text;
    }

    /** The line in UTF-8 with these texts in English; empty where it has none. */
    static byte[] english(byte[] line, int from, int to) {
        String raw = new String(line, from, to - from, StandardCharsets.UTF_8);
        String english = english(raw);
        return english.equals(raw) ? new byte[0] : english.getBytes(StandardCharsets.UTF_8);
    }
}
