package vouchsafe.embedded;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings of the embedded PostgreSQL: safe first, then by the size of the machine, which it shares with the server. */
record PostgresTuning(long memoryMegabytes) {

    static PostgresTuning ofThisMachine() {
        var machine = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new PostgresTuning(machine.getTotalMemorySize() >> 20);
    }

    /** The settings as command line arguments: {@code -c name=value}. */
    List<String> arguments() {
        return settings().entrySet().stream()
                .flatMap(setting -> List.of("-c", setting.getKey() + "=" + setting.getValue()).stream())
                .toList();
    }

    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        // Everything that was answered is on the disk: no setting trades that for speed.
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "on");
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        settings.put("max_connections", "100");
        settings.put("shared_buffers", between(64, memoryMegabytes / 8, 4_096) + "MB");
        settings.put("effective_cache_size", between(128, memoryMegabytes / 2, 65_536) + "MB");
        settings.put("maintenance_work_mem", between(32, memoryMegabytes / 32, 1_024) + "MB");
        // Few checkpoints: after each one, the first change of a page writes the whole page to the log. The price is
        // disk space and the time a start takes after a crash.
        settings.put("max_wal_size", between(512, memoryMegabytes / 6, 4_096) + "MB");
        settings.put("checkpoint_timeout", "15min");
        settings.put("wal_compression", "on");
        // What is not in memory comes from disks that do not seek; the default would read whole tables instead.
        settings.put("random_page_cost", "1.1");
        // Short statements by key: compiling them never pays.
        settings.put("jit", "off");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        // One file a weekday, each overwritten after a week. Terse, and without the statements that fail: both would
        // repeat rows.
        settings.put("logging_collector", "on");
        settings.put("log_directory", "log");
        settings.put("log_filename", "postgresql-%a.log");
        settings.put("log_truncate_on_rotation", "on");
        settings.put("log_rotation_age", "1d");
        settings.put("log_rotation_size", "0");
        settings.put("log_error_verbosity", "terse");
        settings.put("log_min_error_statement", "panic");
        settings.put("log_checkpoints", "off");
        // What is slow is told with the text of the statement and without its values.
        settings.put("log_min_duration_statement", "1s");
        settings.put("log_parameter_max_length", "0");
        return settings;
    }

    private static long between(long least, long wanted, long most) {
        return Math.clamp(wanted, least, most);
    }
}
