package posthouse.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes one to four mistakes in what a client says. */
final class Mangler {

    private static final List<String> STRANGE = List.of("\0", "\r", "\n", "\r\n", "\u00ff", "\u00c3\u00a9", " ", "  ", "\t", "(", ")", "\"", "\\",
        "{", "}", "{0}", "{10}\r\n", "{4294967295}", "{3+}\r\nabc", "*", "%", "%n%s", "${jndi:x}", "1:*",
        "+", "=", ".", "..", "<", ">", "@", ":", ";", "../..", "NIL", "\u001b[31m");

    private static final List<String> NUMBERS = List.of("-1", "0", "007", "2147483648", "4294967296", "18446744073709551616", "9".repeat(2000));

    private final Random random;

    Mangler(Random random) {
        this.random = random;
    }

    List<String> mangle(List<String> lines) {
        var mangled = new ArrayList<>(lines);
        for (int mistakes = 1 + random.nextInt(4); mistakes > 0 && !mangled.isEmpty(); mistakes--) {
            int at = random.nextInt(mangled.size());
            if (random.nextInt(6) == 0) {
                order(mangled, at);
            } else {
                mangled.set(at, line(mangled.get(at)));
            }
        }
        return mangled;
    }

    private void order(List<String> lines, int at) {
        switch (random.nextInt(3)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, lines.get(at));
            default -> lines.add(lines.remove(at));
        }
    }

    private String line(String line) {
        int at = random.nextInt(line.length() + 1);
        int to = Math.min(line.length(), at + 1 + random.nextInt(4));
        String head = line.substring(0, at);
        return switch (random.nextInt(8)) {
            case 0 -> head + line.substring(to);
            case 1 -> head + (char) random.nextInt(256) + line.substring(to);
            case 2, 3 -> head + STRANGE.get(random.nextInt(STRANGE.size())) + line.substring(at);
            case 4 -> head + line.substring(at, to).repeat(1 + random.nextInt(100_000)) + line.substring(to);
            case 5 -> line.replaceAll("\\d+", NUMBERS.get(random.nextInt(NUMBERS.size())));
            case 6 -> line.replace("\r\n", random.nextBoolean() ? "\n" : "\r");
            default -> head;
        };
    }
}
