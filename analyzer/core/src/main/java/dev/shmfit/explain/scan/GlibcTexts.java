package dev.shmfit.explain.scan;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What strerror(3) and strsignal(3) of glibc (2.36, {@code po/*.po}) call errors and signals in German, French, Spanish,
 * Italian, Portuguese, Polish, Dutch, Turkish, Czech, Swedish, Ukrainian, Russian, Japanese, Korean, Chinese and Vietnamese.
 */
final class GlibcTexts {
    private static final String TABLE = """
            No space left on device
            | Auf dem Gerät ist kein Speicherplatz mehr verfügbar
            | Aucun espace disponible sur le périphérique
            | No queda espacio en el dispositivo
            | Spazio esaurito sul device
            | Não há espaço disponível no dispositivo
            | Sem espaço livre no dispositivo
            | Brak miejsca na urządzeniu
            | Geen ruimte meer over op apparaat
            | Aygıt üzerinde boş yer yok
            | Na zařízení není volné místo
            | Enheten är full
            | Недостатньо місця на пристрої
            | На устройстве не осталось свободного места
            | デバイスに空き領域がありません
            | 장치에 남은 공간이 없음
            | 设备上没有空间
            | 裝置上已無多餘空間
            | Không có đủ chỗ trống trên thiết bị
            Cannot allocate memory
            | Nicht genügend Hauptspeicher verfügbar
            | Ne peut allouer de la mémoire
            | No se pudo asignar memoria
            | Impossibile allocare memoria
            | Não foi possível alocar memória
            | Impossível alocar memória
            | Nie można przydzielić pamięci
            | Onvoldoende geheugen beschikbaar
            | Bellek ayrılamadı
            | Nelze alokovat paměť
            | Kan inte allokera minne
            | Не вдалося розподілити пам’ять
            | Невозможно выделить память
            | メモリを確保できません
            | 메모리를 할당할 수 없습니다
            | 无法分配内存
            | 無法配置記憶體
            | Không thể cấp phát bộ nhớ
            File exists
            | Die Datei existiert bereits
            | Le fichier existe
            | El fichero ya existe
            | File già esistente
            | Arquivo existe
            | O ficheiro existe
            | Plik istnieje
            | Bestand bestaat al
            | Dosya var
            | Soubor již existuje
            | Filen existerar
            | Файл вже існує
            | Файл существует
            | ファイルが存在します
            | 파일이 있습니다
            | 文件已存在
            | 檔案已存在
            | Tập tin đã sẵn có
            Permission denied
            | Keine Berechtigung
            | Permission non accordée
            | Permiso denegado
            | Permesso negato
            | Permissão negada
            | Permissão recusada
            | Brak dostępu
            | Toegang geweigerd
            | Erişim engellendi
            | Operace zamítnuta
            | Åtkomst nekas
            | Відмовлено у доступі
            | Отказано в доступе
            | 許可がありません
            | 허가 거부
            | 权限不够
            | 拒絕不符權限的操作
            | Không đủ quyền truy cập
            No such file or directory
            | Datei oder Verzeichnis nicht gefunden
            | Aucun fichier ou dossier de ce type
            | No existe el fichero o el directorio
            | File o directory non esistente
            | Arquivo ou diretório inexistente
            | Ficheiro ou pasta inexistente
            | Nie ma takiego pliku ani katalogu
            | Bestand of map bestaat niet
            | Böyle bir dosya ya da dizin yok
            | Adresář nebo soubor neexistuje
            | Filen eller katalogen finns inte
            | Немає такого файла або каталогу
            | Нет такого файла или каталога
            | そのようなファイルやディレクトリはありません
            | 그런 파일이나 디렉터리가 없습니다
            | 没有那个文件或目录
            | 沒有此一檔案或目錄
            | Không có tập tin hoặc thư mục như vậy
            Too many open files
            | Zu viele offene Dateien
            | Trop de fichiers ouverts
            | Demasiados ficheros abiertos
            | Troppi file aperti
            | Muitos arquivos abertos
            | Demasiados ficheiros abertos
            | Za dużo otwartych plików
            | Te veel open bestanden
            | Çok fazla açık dosya var
            | Překročen limit počtu otevřených souborů
            | För många öppna filer
            | Забагато відкритих файлів
            | Слишком много открытых файлов
            | ファイルを開きすぎです
            | 열린 파일이 너무 많음
            | 打开的文件过多
            | 開啟太多檔案
            | Quá nhiều tập tin đang mở
            Resource temporarily unavailable
            | Die Ressource ist zur Zeit nicht verfügbar
            | Ressource temporairement non disponible
            | Recurso no disponible temporalmente
            | Risorsa temporaneamente non disponibile
            | Recurso temporariamente indisponível
            | Zasoby chwilowo niedostępne
            | Hulpbron is tijdelijk onbeschikbaar
            | Özkaynak geçici olarak kullanılamaz durumda
            | Prostředek je dočasně nepřístupný
            | Resursen tillfälligt otillgänglig
            | Ресурс тимчасово недоступний
            | Ресурс временно недоступен
            | リソースが一時的に利用できません
            | 자원이 일시적으로 사용 불가능함
            | 资源暂时不可用
            | 資源暫時無法取得
            | Tài nguyên tạm thời không sẵn sàng
            Disk quota exceeded
            | Der zugewiesene Plattenplatz (Quota) ist überschritten
            | Débordement du quota d'espace disque
            | Se ha excedido la cuota de disco
            | Quota disco superata
            | Cota da disco excedida
            | Quota do disco excedida
            | Przekroczony limit dyskowy
            | Schijfquotum is overschreden
            | Disk kotası aşıldı
            | Překročena disková kvóta
            | Diskkvot överskriden
            | Перевищено квоту диска
            | Превышена дисковая квота
            | ディスク使用量制限を超過しました
            | 디스크 할당량이 초과됨
            | 超出磁盘限额
            | 磁碟配額已滿
            | Vượt quá hạn ngạch đĩa
            Operation not permitted
            | Die Operation ist nicht erlaubt
            | Opération non permise
            | Operación no permitida
            | Operazione non permessa
            | Operação não permitida
            | Operacja niedozwolona
            | Actie is niet toegestaan
            | İşleme izin verilmedi
            | Operace není povolena
            | Operationen inte tillåten
            | Дію заборонено
            | Операция не позволена
            | 許可されていない操作です
            | 명령을 허용하지 않음
            | 不允许的操作
            | 此項操作並不被允許
            | Thao tác không được phép
            Invalid argument
            | Das Argument ist ungültig
            | Argument invalide
            | Argumento inválido
            | Argomento non valido
            | Zły argument
            | Ongeldig argument
            | Geçersiz argüman
            | Nepřípustný argument
            | Ogiltigt argument
            | Некоректний аргумент
            | Недопустимый аргумент
            | 無効な引数です
            | 부적절한 인수
            | 无效的参数
            | 不適用的引數
            | Đối số không hợp lệ
            Input/output error
            | Eingabe-/Ausgabefehler
            | Erreur d'entrée/sortie
            | Error de entrada/salida
            | Errore di input/output
            | Erro de entrada/saída
            | Błąd wejścia/wyjścia
            | Invoer-/uitvoerfout
            | Girdi/Çıktı hatası
            | Chyba vstupu/výstupu
            | In/ut-fel
            | Помилка введення-виведення
            | Ошибка ввода/вывода
            | 入力/出力エラーです
            | 입력/출력 오류
            | 输入/输出错误
            | 輸入/輸出錯誤
            | Lỗi vào/ra
            Bus error
            | Bus-Zugriffsfehler
            | Erreur du bus
            | Error del bus
            | Errore di bus
            | Erro no barramento
            | Erro de bus
            | Błąd szyny
            | Busfout
            | Veri yolu hatası
            | Chyba na sběrnici (neplatná adresa)
            | Bussfel
            | Помилка каналу обміну даними
            | Ошибка шины
            | バスエラー
            | 버스 오류
            | 总线错误
            | 匯流排錯誤
            | Lỗi bus
            Segmentation fault
            | Speicherzugriffsfehler
            | Erreur de segmentation
            | Violación de segmento
            | Errore di segmentazione
            | Falha de segmentação
            | Falta de segmentação
            | Naruszenie ochrony pamięci
            | Segmentatiefout
            | Parçalama arızası
            | Neoprávněný přístup do paměti
            | Segmenteringsfel
            | Помилка адресування
            | Ошибка сегментирования
            | 세그멘테이션 오류
            | 段错误
            | 程式記憶體區段錯誤
            | Lỗi phân đoạn
            """;

    private GlibcTexts() {}

    /** The English text of each. */
    static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        String english = "";
        for (String line : TABLE.split("\n", -1)) {
            if (line.startsWith("| ")) {
                all.putIfAbsent(line.substring(2), english);
            } else {
                english = line;
            }
        }
        return all;
    }
}
