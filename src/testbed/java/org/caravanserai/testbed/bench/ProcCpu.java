package org.caravanserai.testbed.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.caravanserai.base.ConfigException;

/** CPU time in microseconds, user and system together, as Linux counts it in {@code /proc} (proc(5); ticks of 10 ms). */
final class ProcCpu {

    private static final long MICROS_PER_TICK = 10_000;
    // fields of stat after the closing bracket of the name, which may hold anything
    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int WAITED_USER = 13;
    private static final int WAITED_SYSTEM = 14;

    private ProcCpu() {}

    /** @throws ConfigException where there is no such {@code /proc} */
    static void require() {
        if (!Files.isReadable(Path.of("/proc/self/stat"))) {
            throw new ConfigException(
                    "bench reads CPU times from /proc, which this system does not have: run it on Linux");
        }
    }

    /** Of the process, all its threads. 0 when it is gone. */
    static long process(long pid) {
        String[] stat = stat(Path.of("/proc/" + pid + "/stat"));
        return stat == null ? 0 : micros(stat, USER) + micros(stat, SYSTEM);
    }

    /** Of the process, the children it has and those that have ended: PostgreSQL with all its backends and workers. */
    static long family(long pid) {
        String[] parent = stat(Path.of("/proc/" + pid + "/stat"));
        if (parent == null) {
            return 0;
        }
        long sum = micros(parent, USER)
                + micros(parent, SYSTEM)
                + micros(parent, WAITED_USER)
                + micros(parent, WAITED_SYSTEM);
        for (Path directory : list(Path.of("/proc"))) {
            if (Character.isDigit(directory.getFileName().toString().charAt(0))) {
                String[] stat = stat(directory.resolve("stat"));
                if (stat != null && stat[PARENT].equals(Long.toString(pid))) {
                    sum += micros(stat, USER) + micros(stat, SYSTEM);
                }
            }
        }
        return sum;
    }

    /** Of the just-in-time compilers' threads of a JVM. */
    static long compilers(long pid) {
        long sum = 0;
        for (Path thread : list(Path.of("/proc/" + pid + "/task"))) {
            String[] stat = stat(thread.resolve("stat"));
            if (stat != null
                    && (name(thread).startsWith("C2 Compiler") || name(thread).startsWith("C1 Compiler"))) {
                sum += micros(stat, USER) + micros(stat, SYSTEM);
            }
        }
        return sum;
    }

    /** Of a JVM's threads that live, by name without the number at its end. */
    static Map<String, Long> threads(long pid) {
        Map<String, Long> byName = new TreeMap<>();
        for (Path thread : list(Path.of("/proc/" + pid + "/task"))) {
            String[] stat = stat(thread.resolve("stat"));
            if (stat != null) {
                byName.merge(
                        name(thread).replaceAll("[-#]?\\d+.*$", ""),
                        micros(stat, USER) + micros(stat, SYSTEM),
                        Long::sum);
            }
        }
        return byName;
    }

    private static long micros(String[] stat, int field) {
        return Long.parseLong(stat[field]) * MICROS_PER_TICK;
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static String[] stat(Path file) {
        try {
            String text = Files.readString(file);
            return text.substring(text.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            // a process may end between being listed and being read
            return null;
        }
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new ConfigException("cannot read " + directory + ": " + e.getMessage(), e);
        }
    }
}
