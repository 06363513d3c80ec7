// Chains entries as a Java service does, with Gson and Jackson. One line of JSON for each form.
//
//	java -cp gson.jar:jackson-core.jar:jackson-databind.jar:jackson-annotations.jar test/chains/other/Make.java > test/chains/other/java.ndjson
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class Make {
    static final String[] notes = {"a/b < c & d", "Grüße, 世界 😀", "line\u2028end \u007f \u0001 \\ \"q\" / 'x' + =", "back\b form\f \u001f", "plain"};
    static final Object[] scores = {0.5, 1.0, 1e-7, 123456789, 0.1};

    static List<Map<String, Object>> entries() {
        List<Map<String, Object>> made = new ArrayList<>();
        for (int n = 0; n < 12; n++) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("verdict", "authentic");
            result.put("score", scores[n % scores.length]);
            result.put("tags", List.of("x", "<y>"));
            result.put("none", List.of());
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("timestamp", String.format("2026-01-05T09:%02d:00Z", n));
            entry.put("id", "e" + n);
            entry.put("note", notes[n % notes.length]);
            entry.put("result", result);
            entry.put("reviewer", n % 2 == 1 ? "anna" : null);
            made.add(entry);
        }
        return made;
    }

    static String sha256(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    interface Write {
        String of(Map<String, Object> entry) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        Gson gson = new Gson();
        Gson withNulls = new GsonBuilder().serializeNulls().create();
        Gson pretty = new GsonBuilder().serializeNulls().setPrettyPrinting().create();
        ObjectMapper jackson = new ObjectMapper();
        ObjectMapper ordered = new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);
        Map<String, Write> forms = new LinkedHashMap<>();
        forms.put("gson", withNulls::toJson);
        forms.put("gson-without-nulls", gson::toJson);
        forms.put("gson-outer-sorted", entry -> withNulls.toJson(new TreeMap<>(entry)));
        forms.put("gson-pretty", pretty::toJson);
        forms.put("json-stringify", entry -> jackson.writeValueAsString(entry));
        forms.put("sorted-compact", entry -> ordered.writeValueAsString(entry));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (Map.Entry<String, Write> form : forms.entrySet()) {
            String previous = "0".repeat(64);
            List<String> lines = new ArrayList<>();
            for (Map<String, Object> entry : entries()) {
                entry.put("prev_hash", previous);
                previous = sha256(form.getValue().of(entry));
                entry.put("entry_hash", previous);
                lines.add(jackson.writeValueAsString(entry));
            }
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("form", form.getKey());
            line.put("lines", lines);
            out.println(jackson.writeValueAsString(line));
        }
    }
}
