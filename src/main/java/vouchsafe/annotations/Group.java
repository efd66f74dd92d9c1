package vouchsafe.annotations;

import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * People who annotate together.
 *
 * @param authority the authority whose accounts may belong to it; empty for those of this server
 * @param providedId a third party's name for it; null where it has none
 * @param preModerated whether moderators look at annotations before others see them
 * @param scopeEnforced whether only addresses that begin with one of the scopes may be annotated
 * @param scopes beginnings of addresses that the group is for
 * @param creatorId null where that account is gone, and for the group of everybody
 */
public record Group(
        String id,
        String authority,
        @Nullable String providedId,
        String name,
        String description,
        Type type,
        boolean preModerated,
        boolean scopeEnforced,
        List<String> scopes,
        @Nullable UUID creatorId,
        Instant createdAt,
        Instant updatedAt) {
    /** The group of everybody. */
    public static final String WORLD = "__world__";

    /** Words that stand behind a group's id for something else than its name. */
    private static final Set<String> TAKEN = Set.of("delete", "edit", "join", "leave", "members", "moderation");

    /** The rule about who reads and who writes. */
    public enum Type {
        /** Members read and write. */
        PRIVATE,
        /** Everyone reads, members write. */
        RESTRICTED,
        /** Everyone reads and writes. */
        OPEN;

        /** As it stands in the database and on the wire. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether anyone may read what is shared in it. */
    public boolean readByAll() {
        return type != Type.PRIVATE;
    }

    /** Whether pages at this address may be annotated in it. */
    public boolean accepts(String uri) {
        return !scopeEnforced || scopes.stream().anyMatch(uri::startsWith);
    }

    /** Whether accounts of this server belong to it, and not those of a third party. */
    public boolean ours() {
        return authority.isEmpty();
    }

    /** Where its page is: its id, then its name for people to read. */
    public String path() {
        String slug = slug();
        return "/groups/" + id + (slug.isEmpty() ? "" : "/" + slug);
    }

    /** The name as it stands in the address; empty where nothing of it can. */
    public String slug() {
        String slug = Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return TAKEN.contains(slug) ? "" : slug;
    }
}
