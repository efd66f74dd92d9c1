package vouchsafe.hypothesis.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import vouchsafe.annotations.Annotation;
import vouchsafe.annotations.AnnotationEvent;
import vouchsafe.annotations.AnnotationId;
import vouchsafe.annotations.Annotations;
import vouchsafe.annotations.Audience;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.Readers;
import vouchsafe.annotations.Viewer;
import vouchsafe.db.ChangeFeed;
import vouchsafe.db.Memory;

/**
 * Tells the sockets of this node about changes of annotations on every node. The database says for each event who may know
 * of it; members who get the same words share one wording.
 *
 * <p>Contract: events go out in the order of commits, on one thread, which never waits for a socket.
 */
final class LiveNews implements ChangeFeed.Subscriber {
    /**
     * A member's list of moderated groups decides the wording they get, not whether they are told, so it may be a little
     * out of date.
     */
    private static final Duration VIEWERS_KEPT = Duration.ofSeconds(30);

    private static final int MOST_VIEWERS = 10_000;

    private final LiveSockets sockets;
    private final Annotations annotations;
    private final Readers readers;
    private final NewsWording wording;
    private final Memory<UUID, Viewer> viewers = new Memory<>(MOST_VIEWERS, VIEWERS_KEPT);
    private final LiveReads reads;
    private final NewsThread thread;

    LiveNews(
            LiveSockets sockets,
            Annotations annotations,
            Readers readers,
            NewsWording wording,
            LiveReads reads,
            NewsThread thread) {
        this.sockets = sockets;
        this.annotations = annotations;
        this.readers = readers;
        this.wording = wording;
        this.reads = reads;
        this.thread = thread;
    }

    @Override
    public void onChange(String payload) {
        if (sockets.count() > 0) {
            List<AnnotationEvent> events = AnnotationEvent.parse(payload);
            thread.run(() -> tell(events));
        }
    }

    /** Does nothing: missed events can't be told any more, and clients read everything when they next load a page. */
    @Override
    public void onGap() {
        viewers.forgetAll();
    }

    private void tell(List<AnnotationEvent> events) {
        List<AnnotationEvent> deletions = new ArrayList<>();
        for (AnnotationEvent event : events) {
            switch (event.action()) {
                case CREATE, UPDATE ->
                    annotations.find(event.annotationId()).ifPresent(annotation -> show(event, annotation));
                case DELETE -> deletions.add(event);
            }
        }
        if (!deletions.isEmpty()) {
            tellDeleted(deletions);
        }
    }

    /**
     * Tells of one program's deletions at one moment in one message to each socket, since a burst would be too much for
     * some.
     */
    private void tellDeleted(List<AnnotationEvent> deletions) {
        // An annotation that was changed and then deleted is announced as deleted.
        List<Annotation> deleted = annotations.findDeletedToo(
                deletions.stream().map(AnnotationEvent::annotationId).toList());
        Map<String, List<String>> equivalents = new HashMap<>();
        Map<LiveSocket, List<Map<String, String>>> gone = new HashMap<>();
        for (Annotation annotation : deleted) {
            Map<String, String> id = Map.of("id", AnnotationId.of(annotation.id()));
            listeners(deletions.getFirst(), annotation, equivalents)
                    .forEach(socket -> gone.computeIfAbsent(socket, each -> new ArrayList<>())
                            .add(id));
        }
        Map<List<Map<String, String>>, String> messages = new HashMap<>();
        gone.forEach((socket, ids) -> socket.send(messages.computeIfAbsent(ids, wording::deleted)));
    }

    /** The sockets that want to hear of this annotation and whose members may. */
    private Set<LiveSocket> listeners(
            AnnotationEvent event, Annotation annotation, Map<String, List<String>> equivalents) {
        Set<LiveSocket> listening = sockets.interestedIn(interests(annotation, equivalents));
        if (!event.clientId().isEmpty()) {
            listening.removeIf(socket -> socket.clientId().equals(event.clientId()));
        }
        if (!listening.isEmpty()) {
            Audience audience = readers.audience(annotation);
            listening.removeIf(
                    socket -> !audience.includes(socket.memberId()) && !moderates(socket.memberId(), annotation));
        }
        return listening;
    }

    /** Tells of an annotation. Only reports and a moderator's choices are worded for one person. */
    private void show(AnnotationEvent event, Annotation annotation) {
        Set<LiveSocket> listening = listeners(event, annotation, new HashMap<>());
        if (listening.isEmpty()) {
            return;
        }
        String action = event.action() == AnnotationEvent.Action.CREATE ? "create" : "update";
        boolean reported = event.action() != AnnotationEvent.Action.CREATE && reported(annotation);
        Map<Optional<UUID>, List<LiveSocket>> byReader =
                listening.stream().collect(Collectors.groupingBy(LiveSocket::memberId));
        String forMost = wording.one(action, annotation, Viewer.ANYONE);
        byReader.forEach((memberId, theirs) -> {
            Viewer viewer = viewer(memberId);
            boolean own = memberId.isPresent() && (reported || viewer.moderates(annotation.groupId()));
            String message = own ? wording.one(action, annotation, viewer) : forMost;
            boolean author = memberId.filter(annotation.memberId()::equals).isPresent();
            theirs.forEach(socket -> {
                if (author) {
                    reads.note(socket);
                }
                socket.send(message);
            });
        });
    }

    /**
     * Whether the member moderates this annotation. The audience names the moderators of a group, but not the
     * administrators, who moderate the group of everybody.
     */
    private boolean moderates(Optional<UUID> memberId, Annotation annotation) {
        return annotation.shared()
                && annotation.groupId().equals(Group.WORLD)
                && viewer(memberId).moderates(Group.WORLD);
    }

    private Viewer viewer(Optional<UUID> memberId) {
        return memberId.flatMap(id -> viewers.get(id, each -> Optional.of(readers.viewer(Optional.of(each)))))
                .orElse(Viewer.ANYONE);
    }

    private boolean reported(Annotation annotation) {
        return annotations
                .flags(List.of(annotation.id()), annotation.memberId())
                .counts()
                .containsKey(annotation.id());
    }

    private List<Interest> interests(Annotation annotation, Map<String, List<String>> equivalents) {
        List<Interest> interests = new ArrayList<>();
        interests.add(new Interest(Interest.Field.ID, AnnotationId.of(annotation.id())));
        interests.add(new Interest(Interest.Field.GROUP, annotation.groupId()));
        interests.add(Authors.by(annotation.memberId()));
        annotation.thread().forEach(id -> interests.add(new Interest(Interest.Field.REFERENCES, AnnotationId.of(id))));
        equivalents
                .computeIfAbsent(annotation.uri(), uri -> annotations.equivalents(List.of(uri)))
                .forEach(uri -> interests.add(new Interest(Interest.Field.URI, uri)));
        return interests;
    }
}
