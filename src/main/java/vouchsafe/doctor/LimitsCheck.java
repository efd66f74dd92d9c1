package vouchsafe.doctor;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What the machine gives the server: open files and memory. */
final class LimitsCheck implements Check {
    /** Each connection is one, and so is each file on its way. */
    private static final long FILES = 4_096;

    private static final long MEMORY = 768L << 20;
    private static final long MEMORY_LEFT = 96L << 20;

    @Override
    public Area area() {
        return Area.MACHINE;
    }

    @Override
    public String subject() {
        return "the limits of the machine";
    }

    @Override
    public Outcome look(Installation installation) throws IOException {
        List<Finding> findings = new ArrayList<>();
        String process = installation.process().runs()
                ? Long.toString(installation.process().id().getAsLong())
                : "self";
        openFiles(process).ifPresent(most -> {
            if (most < FILES) {
                findings.add(Finding.risk(
                        "machine.open-files",
                        area(),
                        "The server may open " + most
                                + " files and connections at a time, and refuses visitors beyond.",
                        "Raise the limit: LimitNOFILE=65536 in its unit, or ulimit -n 65536 before the start."));
            }
        });
        long total = total();
        if (total < MEMORY) {
            findings.add(Finding.risk(
                    "machine.memory",
                    area(),
                    "There are " + Words.size(total) + " of memory for the server, its database and the system.",
                    "Give the machine or its container 1 GB or more."));
        }
        available().ifPresent(free -> {
            if (free < MEMORY_LEFT) {
                findings.add(Finding.risk(
                        "machine.memory-left",
                        area(),
                        "Only " + Words.size(free) + " of memory are left on this machine.",
                        "Stop what else runs here, or add memory; VOUCHSAFE_HEAP limits what the server takes."));
            }
        });
        return Check.found(findings);
    }

    /** The limit that the process ends at; empty where the system does not tell. */
    private static OptionalLong openFiles(String process) throws IOException {
        Path limits = Path.of("/proc", process, "limits");
        if (!Files.isReadable(limits)) {
            return OptionalLong.empty();
        }
        return Files.readAllLines(limits).stream()
                .filter(line -> line.startsWith("Max open files"))
                // Java raises the soft limit to the hard one by itself.
                .map(line -> line.substring("Max open files".length()).strip().split("\\s+")[1])
                .filter(hard -> !hard.equals("unlimited"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    /** The memory of the machine, or of the container where that has less. */
    private static long total() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean machine
                ? machine.getTotalMemorySize()
                : Long.MAX_VALUE;
    }

    private static OptionalLong available() throws IOException {
        Path memory = Path.of("/proc/meminfo");
        if (!Files.isReadable(memory)) {
            return OptionalLong.empty();
        }
        return Files.readAllLines(memory).stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(kilobytes -> Long.parseLong(kilobytes) << 10)
                .findFirst();
    }
}
