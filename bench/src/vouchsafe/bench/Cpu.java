package vouchsafe.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** CPU time of processes as Linux counts it (proc(5)), in seconds. */
final class Cpu {
    /** USER_HZ, which is 100 on every machine Linux runs Java on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int PARENT = 1;
    private static final int USER = 11;

    private Cpu() {}

    /** Of one process, all its threads. */
    static double ofProcess(long pid) {
        return seconds(stat(Path.of("/proc", Long.toString(pid))), 2);
    }

    /** Of a process, its children and the children that have ended: a PostgreSQL with all its backends. */
    static double ofFamily(long pid) {
        double sum = seconds(stat(Path.of("/proc", Long.toString(pid))), 4);
        for (Path child : children(pid)) {
            sum += seconds(stat(child), 2);
        }
        return sum;
    }

    /** Resident memory of a process, in MB. */
    static double residentMegabytes(long pid) throws IOException {
        return kilobytes(Path.of("/proc", Long.toString(pid), "status"), "VmRSS:") / 1024;
    }

    /** The most memory of a process that was ever resident, in MB. */
    static double peakMegabytes(long pid) throws IOException {
        return kilobytes(Path.of("/proc", Long.toString(pid), "status"), "VmHWM:") / 1024;
    }

    /** Memory of a process and its children with shared pages counted once, in MB; not a number where we may not look. */
    static double familyMegabytes(long pid) {
        try {
            double sum = kilobytes(Path.of("/proc", Long.toString(pid), "smaps_rollup"), "Pss:");
            for (Path child : children(pid)) {
                sum += kilobytesUnlessGone(child.resolve("smaps_rollup"), "Pss:");
            }
            return sum / 1024;
        } catch (IOException forbidden) {
            return Double.NaN;
        }
    }

    /** A backend may end while we look. */
    private static double kilobytesUnlessGone(Path file, String name) {
        try {
            return kilobytes(file, name);
        } catch (IOException gone) {
            return 0;
        }
    }

    private static double kilobytes(Path file, String name) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                .sum();
    }

    private static List<Path> children(long pid) {
        String parent = Long.toString(pid);
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(path -> Character.isDigit(path.getFileName().toString().charAt(0)))
                    .filter(path -> {
                        String[] stat = stat(path);
                        return stat.length > PARENT && stat[PARENT].equals(parent);
                    })
                    .toList();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** The fields after the program's name; none where the process has gone. */
    private static String[] stat(Path process) {
        try {
            String line = Files.readString(process.resolve("stat"));
            return line.substring(line.lastIndexOf(')') + 2).split(" ");
        } catch (IOException gone) {
            return new String[0];
        }
    }

    private static double seconds(String[] stat, int fields) {
        double ticks = 0;
        for (int i = USER; i < USER + fields && i < stat.length; i++) {
            ticks += Long.parseLong(stat[i]);
        }
        return ticks / TICKS_PER_SECOND;
    }
}
