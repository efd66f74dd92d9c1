package vouchsafe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The rooms below the dialects know neither Open Humans nor Hypothesis: what they find wrong is a value, which a dialect or
 * a page words.
 */
class DialectNamesTest {
    private static final Path ROOMS = Path.of("src/main/java/vouchsafe");
    private static final int DIALECTS = 5;
    private static final Pattern NAMES =
            Pattern.compile("open[ _-]?humans|\\bhypothesis|hypothes\\.is", Pattern.CASE_INSENSITIVE);

    /** Profiles are called after the software whose habits they are: the operator chooses them by these names. */
    private static final Map<String, List<String>> PROFILES = Map.of(
            "clients/Lifetimes.java", List.of("Lifetimes OPEN_HUMANS =", "Lifetimes HYPOTHESIS ="),
            "clients/NewClient.java", List.of("Lifetimes.OPEN_HUMANS"),
            "clients/NewRegistration.java", List.of("Lifetimes.HYPOTHESIS"));

    /** Names that others put on the wire or read there: the address of a proxy, a scope, a URI scheme, a header. */
    private static final Map<String, List<String>> WIRE = Map.of(
            "annotations/NormalUri.java", List.of("\"https://via.hypothes.is/\""),
            "clients/NewClient.java", List.of("\"open-humans\""),
            "webhooks/WebhookSender.java", List.of("\"X-OpenHumans-Webhooks-Signature\""));

    @Test
    void no_room_below_the_dialects_names_one() {
        Set<String> naming = new TreeSet<>();
        for (Path file : filesBelow()) {
            String name = ROOMS.relativize(file).toString();
            String source = Sources.read(file);
            for (Map<String, List<String>> exceptions : List.of(PROFILES, WIRE)) {
                for (String allowed : exceptions.getOrDefault(name, List.of())) {
                    assertThat(source)
                            .as("an exception that " + name + " needs")
                            .contains(allowed);
                    source = source.replace(allowed, "");
                }
            }
            NAMES.matcher(source).results().forEach(found -> naming.add(name + ": " + found.group()));
        }
        assertThat(naming).isEmpty();
    }

    private static List<Path> filesBelow() {
        return HouseTest.FLOORS.subList(0, DIALECTS).stream()
                .flatMap(Set::stream)
                .flatMap(room -> Sources.in(ROOMS.resolve(room)).stream())
                .toList();
    }
}
