package org.caravanserai.cli.check;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caravanserai.base.ConfigException;

/** Collects what is wrong; files are named relative to where the caller stands. */
public final class Findings {

    private static final Pattern PLACED = Pattern.compile("(.+?\\.[a-z]+):(\\d+): (.*)", Pattern.DOTALL);

    private final Path base;
    private final SortedSet<Finding> all = new TreeSet<>();

    /** @param base paths below it are shown relative to it */
    public Findings(Path base) {
        this.base = base.toAbsolutePath().normalize();
    }

    public void add(Path file, int line, String what) {
        all.add(new Finding(name(file), Math.max(1, line), what));
    }

    /**
     * Takes over what a loader complained of: {@code file:line: what} where it says so, else its sentence for {@code folder}.
     *
     * @param folder what a relative file in the message is relative to
     */
    public void add(Path folder, ConfigException error) {
        Matcher placed = PLACED.matcher(error.getMessage());
        if (placed.matches()) {
            add(folder.resolve(placed.group(1)), Integer.parseInt(placed.group(2)), placed.group(3));
        } else {
            add(folder, 1, error.getMessage());
        }
    }

    /** A path as people see it. */
    String name(Path file) {
        Path full = file.toAbsolutePath().normalize();
        return full.startsWith(base) ? base.relativize(full).toString() : full.toString();
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** By file and line. */
    public List<Finding> all() {
        return List.copyOf(all);
    }
}
