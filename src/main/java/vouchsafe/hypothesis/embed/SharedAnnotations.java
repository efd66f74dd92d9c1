package vouchsafe.hypothesis.embed;

import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.annotations.Annotation;
import vouchsafe.annotations.Annotations;
import vouchsafe.annotations.Readers;
import vouchsafe.annotations.Viewer;
import vouchsafe.db.DatabaseTrouble;

/** What the page of an annotation may say about it to everybody. */
final class SharedAnnotations {
    private static final Logger log = LoggerFactory.getLogger(SharedAnnotations.class);
    private static final int LONGEST = 250;

    private final Annotations annotations;
    private final Readers readers;
    private final Members members;

    SharedAnnotations(Annotations annotations, Readers readers, Members members) {
        this.annotations = annotations;
        this.readers = readers;
        this.members = members;
    }

    /** The title of its page; empty for one that not everybody may read, and where the database can't be asked. */
    Optional<String> title(UUID id) {
        try {
            return annotations
                    .find(id)
                    .filter(annotation -> readers.mayRead(annotation, Viewer.ANYONE))
                    .flatMap(annotation -> members.find(annotation.memberId())
                            .filter(Member::active)
                            .map(author -> title(annotation, author)));
        } catch (RuntimeException failure) {
            if (DatabaseTrouble.of(failure).isEmpty()) {
                throw failure;
            }
            DatabaseTrouble.report(log, "the title of an annotation", failure);
            return Optional.empty();
        }
    }

    private static String title(Annotation annotation, Member author) {
        String by = "Annotation by " + author.username();
        String on = annotation.title() == null ? "" : annotation.title();
        return on.isBlank()
                ? by
                : by + " on "
                        + on.substring(
                                0, on.offsetByCodePoints(0, Math.min(LONGEST, on.codePointCount(0, on.length()))));
    }
}
