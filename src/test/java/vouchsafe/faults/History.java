package vouchsafe.faults;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** How often a service answered, how often nobody did, and where it broke its word. */
final class History {
    private final Map<String, AtomicLong> answered = new ConcurrentHashMap<>();
    private final AtomicLong unanswered = new AtomicLong();
    private final AtomicLong looked = new AtomicLong();
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();

    void answered(String kind) {
        answered.computeIfAbsent(kind, first -> new AtomicLong()).incrementAndGet();
    }

    void unanswered() {
        unanswered.incrementAndGet();
    }

    /** So much of what was answered for was found as it should be. */
    void found(int count) {
        looked.addAndGet(count);
    }

    void broken(String kind, String what) {
        broken.add(Instant.now() + " " + kind + ": " + what);
    }

    /** Answered acts by kind. */
    Map<String, Long> answered() {
        Map<String, Long> counts = new TreeMap<>();
        answered.forEach((kind, count) -> counts.put(kind, count.get()));
        return counts;
    }

    long allAnswered() {
        return answered().values().stream().mapToLong(Long::longValue).sum();
    }

    long allUnanswered() {
        return unanswered.get();
    }

    /** How often something was looked up again, and was right. */
    long allFound() {
        return looked.get();
    }

    List<String> broken() {
        return List.copyOf(broken);
    }
}
