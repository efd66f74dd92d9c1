package vouchsafe.accounts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;

/**
 * One browser's session: a row with columns for what every signed-in one has, and all else by name in one more. It knows which
 * columns must be written, so that two requests of one browser do not undo each other's changes.
 *
 * <p>Sessions go by the machine's clock, as the filter before the pages does that says when they were used.
 */
final class KeptSession implements Session {
    /** {@link FindByIndexNameSessionRepository#PRINCIPAL_NAME_INDEX_NAME}, which is no constant. */
    private static final String PRINCIPAL =
            "org.springframework.session.FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME";

    /** The last use is kept to the minute, so that looking at a page costs no write. */
    private static final Duration PRECISION = Duration.ofMinutes(1);

    private static final InstantSource CLOCK = InstantSource.system();

    private final SessionRow row;
    /** Who is signed in, as read by the same statement; null where nobody was. */
    private final @Nullable Member member;

    private final Map<String, byte[]> others;
    private String id;
    private Instant lastUsed;
    private Duration idle;
    private boolean stored;
    private final Map<String, @Nullable Object> changedColumns = new LinkedHashMap<>();
    private final Map<String, byte @Nullable []> changedOthers = new HashMap<>();
    private @Nullable Credentials signedIn;

    private KeptSession(SessionRow row, @Nullable Member member, boolean stored) {
        this.row = row;
        this.member = member;
        this.stored = stored;
        this.id = row.sessionId();
        this.lastUsed = Instant.ofEpochMilli(row.lastAccessTime());
        this.idle = Duration.ofSeconds(row.maxInactiveInterval());
        this.others = SessionAttributes.read(row.otherAttributes());
    }

    /** One that is in the table. */
    static KeptSession stored(SessionRow row, @Nullable Member member) {
        return new KeptSession(row, member, true);
    }

    /** One that begins. */
    static KeptSession begun() {
        long now = CLOCK.millis();
        SessionRow row = new SessionRow(
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString(),
                now,
                now,
                BrowserSessions.STRANGER_IDLE_SECONDS,
                null,
                null,
                null,
                null,
                null,
                null);
        return new KeptSession(row, null, false);
    }

    String primaryId() {
        return row.primaryId();
    }

    boolean stored() {
        return stored;
    }

    boolean changed() {
        return !stored || !changedColumns.isEmpty() || !changedOthers.isEmpty();
    }

    /** The credentials of a sign-in to it since it was last written. */
    @Nullable
    Credentials signedIn() {
        return signedIn;
    }

    /** The columns that changed since it was last written, with their values. */
    Map<String, @Nullable Object> changedColumns() {
        return changedColumns;
    }

    /** The attributes without a column that changed since; null for one that is gone. */
    Map<String, byte @Nullable []> changedOthers() {
        return changedOthers;
    }

    /** It is in the table as it is now. */
    void written() {
        stored = true;
        signedIn = null;
        changedColumns.clear();
        changedOthers.clear();
    }

    /** The member who is signed in, as read with it; null for a stranger. */
    @Nullable
    Member member() {
        return member;
    }

    /** When the member signed in to it, as read. */
    Optional<Instant> signedInAt() {
        return Optional.ofNullable(row.signedInAt());
    }

    /** Whether it holds more than who is signed in. */
    boolean holdsMore() {
        return !others.isEmpty();
    }

    /** Whether this use of it must be written. */
    boolean touchDue(Instant now) {
        return changed() || !now.isBefore(lastUsed.plus(PRECISION));
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public String changeSessionId() {
        id = UUID.randomUUID().toString();
        changedColumns.put("session_id", id);
        return id;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the library's signature
    public <T> @Nullable T getAttribute(String name) {
        return (T) value(name);
    }

    private @Nullable Object value(String name) {
        return switch (name) {
            case PRINCIPAL -> column("principal_name", row.principalName());
            case SignedInContexts.MEMBER ->
                column("member_id", row.memberId()) instanceof UUID of ? of.toString() : null;
            case SignedInContexts.SIGNED_IN_AT -> column("signed_in_at", row.signedInAt());
            case MemberSessions.DEVICE -> column("device", row.device());
            case MemberSessions.ADDRESS -> column("address", row.address());
            case SignedInContexts.MEMBER_READ -> changedColumns.containsKey("member_id") ? null : member;
            case SignedInContexts.CREDENTIALS -> null;
            default -> SessionAttributes.object(name, others.get(name));
        };
    }

    private @Nullable Object column(String name, @Nullable Object read) {
        return changedColumns.containsKey(name) ? changedColumns.get(name) : read;
    }

    @Override
    public Set<String> getAttributeNames() {
        Set<String> names = new TreeSet<>(others.keySet());
        for (String name : Set.of(
                PRINCIPAL,
                SignedInContexts.MEMBER,
                SignedInContexts.SIGNED_IN_AT,
                MemberSessions.DEVICE,
                MemberSessions.ADDRESS)) {
            if (value(name) != null) {
                names.add(name);
            }
        }
        return Collections.unmodifiableSet(names);
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        switch (name) {
            case PRINCIPAL -> changedColumns.put("principal_name", value);
            case SignedInContexts.MEMBER ->
                changedColumns.put("member_id", value instanceof String of ? UUID.fromString(of) : null);
            case SignedInContexts.SIGNED_IN_AT -> changedColumns.put("signed_in_at", value);
            case MemberSessions.DEVICE -> changedColumns.put("device", value);
            case MemberSessions.ADDRESS -> changedColumns.put("address", value);
            case SignedInContexts.MEMBER_READ -> throw new IllegalArgumentException(name + " is read, never set");
            case SignedInContexts.CREDENTIALS -> signedIn = (Credentials) value;
            default -> setOther(name, value);
        }
    }

    private void setOther(String name, @Nullable Object value) {
        if (value == null) {
            others.remove(name);
            changedOthers.put(name, null);
        } else {
            byte[] bytes = SessionAttributes.bytes(value);
            others.put(name, bytes);
            changedOthers.put(name, bytes);
        }
    }

    @Override
    public void removeAttribute(String name) {
        if (value(name) != null || others.containsKey(name)) {
            setAttribute(name, null);
        }
    }

    @Override
    public Instant getCreationTime() {
        return Instant.ofEpochMilli(row.creationTime());
    }

    @Override
    public void setLastAccessedTime(Instant time) {
        if (touchDue(time)) {
            lastUsed = time;
            changedColumns.put("last_access_time", time.toEpochMilli());
            expiryChanged();
        }
    }

    @Override
    public Instant getLastAccessedTime() {
        return lastUsed;
    }

    @Override
    public void setMaxInactiveInterval(Duration interval) {
        idle = interval;
        changedColumns.put("max_inactive_interval", Math.toIntExact(interval.toSeconds()));
        expiryChanged();
    }

    private void expiryChanged() {
        changedColumns.put("expiry_time", expiry());
    }

    @Override
    public Duration getMaxInactiveInterval() {
        return idle;
    }

    /** When it ends unless it is used before, in milliseconds; a session that never does says so as the library has it. */
    long expiry() {
        return idle.isNegative() ? Long.MAX_VALUE : lastUsed.plus(idle).toEpochMilli();
    }

    @Override
    public boolean isExpired() {
        return CLOCK.millis() >= expiry();
    }

    /** The row that it was read from, or began with. */
    SessionRow row() {
        return row;
    }
}
