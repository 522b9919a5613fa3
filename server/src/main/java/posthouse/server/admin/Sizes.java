package posthouse.server.admin;

import java.util.Locale;

/** Octets as people read them. */
final class Sizes {
    private static final String[] UNITS = {"octets", "KiB", "MiB", "GiB", "TiB"};

    private Sizes() {
    }

    static String text(long octets) {
        double size = octets;
        int unit = 0;
        while (size >= 1024 && unit < UNITS.length - 1) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, UNITS[unit]);
    }
}
