package vouchsafe.faults;

import java.nio.file.Path;
import java.time.Duration;

/** One run of a fault: the room it has, and what came of it. */
final class Trial {
    private final Path folder;
    private final int rounds;
    private final History history = new History();
    private Duration longestOutage = Duration.ZERO;
    private int mailsTwice;

    /** @param rounds how often the fault happens */
    Trial(Path folder, int rounds) {
        this.folder = folder;
        this.rounds = rounds;
    }

    /** Lets the fault happen and end again; returns when the service could be itself again. */
    interface Blow {
        void fall(int round) throws Exception;
    }

    Path folder() {
        return folder;
    }

    int rounds() {
        return rounds;
    }

    History history() {
        return history;
    }

    /** The longest time from a blow until everybody was answered again. */
    Duration longestOutage() {
        return longestOutage;
    }

    /** Mails that came more than once. */
    int mailsTwice() {
        return mailsTwice;
    }

    /** Lets the blow fall while people and apps go on, and looks up each time what they were answered for. */
    void rounds(Service service, Blow blow) throws Exception {
        for (int round = 0; round < rounds && history.broken().isEmpty(); round++) {
            service.load().await(2);
            long struck = System.nanoTime();
            blow.fall(round);
            service.load().await(1);
            Duration outage = Duration.ofNanos(System.nanoTime() - struck);
            longestOutage = outage.compareTo(longestOutage) > 0 ? outage : longestOutage;
            service.load().verify();
        }
        mailsTwice += service.awaitMail();
    }
}
