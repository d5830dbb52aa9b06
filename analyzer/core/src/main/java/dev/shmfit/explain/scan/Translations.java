package dev.shmfit.explain.scan;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The texts of errors and signals as glibc (2.36, {@code po/*.po}) and bash print them in other languages, for lines that
 * have them: a terminal in Korean says {@code 버스 오류} where one in English says {@code Bus error}.
 */
public final class Translations {
    private static final Map<String, String> TEXTS = texts();

    private Translations() {}

    private static Map<String, String> texts() {
        Map<String, String> all = new LinkedHashMap<>();
        put(all, "Bus error", "버스 오류", "总线错误", "匯流排錯誤", "バスエラー", "Ошибка шины");
        put(
                all,
                "Segmentation fault",
                "세그멘테이션 오류",
                "段错误",
                "程式記憶體區段錯誤",
                "Ошибка сегментирования",
                "Violación de segmento");
        put(all, "Killed", "죽었음", "已杀死", "強制結束", "強制終了", "Убито", "Getötet", "Processus arrêté");
        put(all, "Aborted", "중지됨", "已放弃", "Аварийный останов");
        put(all, "(core dumped)", "(코어 덤프됨)", "(核心已转储)", "(記憶體傾印)", "(コアダンプ)", "(стек памяти сброшен на диск)");
        put(
                all,
                "No space left on device",
                "장치에 남은 공간이 없음",
                "设备上没有空间",
                "裝置上已無多餘空間",
                "デバイスに空き領域がありません",
                "На устройстве не осталось свободного места",
                "Auf dem Gerät ist kein Speicherplatz mehr verfügbar",
                "Aucun espace disponible sur le périphérique");
        put(
                all,
                "Cannot allocate memory",
                "메모리를 할당할 수 없습니다",
                "无法分配内存",
                "無法配置記憶體",
                "メモリを確保できません",
                "Невозможно выделить память",
                "Nicht genügend Hauptspeicher verfügbar",
                "Ne peut allouer de la mémoire");
        put(all, "File exists", "파일이 있습니다", "文件已存在", "檔案已存在", "ファイルが存在します", "Файл существует");
        put(all, "Permission denied", "허가 거부", "权限不够", "拒絕不符權限的操作", "許可がありません", "Отказано в доступе");
        put(
                all,
                "No such file or directory",
                "그런 파일이나 디렉터리가 없습니다",
                "没有那个文件或目录",
                "沒有此一檔案或目錄",
                "そのようなファイルやディレクトリはありません",
                "Нет такого файла или каталога");
        put(
                all,
                "Too many open files",
                "열린 파일이 너무 많음",
                "打开的文件过多",
                "開啟太多檔案",
                "ファイルを開きすぎです",
                "Слишком много открытых файлов");
        put(
                all,
                "Resource temporarily unavailable",
                "자원이 일시적으로 사용 불가능함",
                "资源暂时不可用",
                "資源暫時無法取得",
                "リソースが一時的に利用できません",
                "Ресурс временно недоступен",
                "Die Ressource ist zur Zeit nicht verfügbar");
        put(all, "write error: ", "쓰기 오류: ", "写错误: ", "書き込みエラー: ");
        return all;
    }

    private static void put(Map<String, String> all, String english, String... others) {
        for (String other : others) {
            all.put(other, english);
        }
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
