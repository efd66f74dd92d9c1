package vouchsafe;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.transaction.support.TransactionTemplate;
import vouchsafe.app.Vouchsafe;
import vouchsafe.audit.AuditLog;
import vouchsafe.audit.DurableActs;
import vouchsafe.db.Transactions;

/** The plan of the house: which room stands on which floor, and that nobody imports upward. */
class HouseTest {
    static final List<Set<String>> FLOORS = List.of(
            Set.of("web", "db", "embedded", "crypto", "mail", "audit", "metrics"),
            Set.of("grants", "clients", "accounts"),
            Set.of("oauth"),
            Set.of("projects", "webhooks", "datatypes", "files", "messages"),
            Set.of(
                    "consent",
                    "publication",
                    "correspondence",
                    "annotations",
                    "doctor",
                    "operation",
                    "backup",
                    "archive"),
            Set.of("portal", "openhumans", "standard", "hypothesis", "wording"),
            Set.of("app"));

    /** Rooms with packages that stand beside each other, over the room itself. */
    private static final Map<String, Set<String>> INNER =
            Map.of("web", Set.of("api", "pages", "outbound"), "files", Set.of("transfer"));

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("vouchsafe");

    @Test
    void every_room_has_a_floor() {
        Set<String> rooms = HOUSE.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith("vouchsafe."))
                .map(name -> name.split("\\.")[1])
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(rooms)
                .isEqualTo(FLOORS.stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void no_room_imports_from_a_floor_above() {
        for (int floor = 0; floor < FLOORS.size() - 1; floor++) {
            String[] here = packages(FLOORS.get(floor));
            String[] above = FLOORS.subList(floor + 1, FLOORS.size()).stream()
                    .flatMap(rooms -> List.of(packages(rooms)).stream())
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAnyPackage(here)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .allowEmptyShould(true)
                    .check(HOUSE);
        }
    }

    @Test
    void inner_packages_stand_beside_each_other_over_their_room() {
        INNER.forEach((room, inner) -> {
            String name = "vouchsafe." + room;
            noClasses()
                    .that(resideInAPackage(name))
                    .should()
                    .dependOnClassesThat(resideInAPackage(name + ".*.."))
                    .check(HOUSE);
            for (String each : inner) {
                noClasses()
                        .that(resideInAPackage(name + "." + each + ".."))
                        .should()
                        .dependOnClassesThat(
                                resideInAPackage(name + ".*..").and(not(resideInAPackage(name + "." + each + ".."))))
                        .check(HOUSE);
            }
        });
    }

    @Test
    void no_dialect_imports_another() {
        for (String dialect : List.of("openhumans", "hypothesis", "standard", "portal")) {
            List<String> others = List.of("openhumans", "hypothesis", "standard", "portal").stream()
                    .filter(other -> !other.equals(dialect))
                    .toList();
            noClasses()
                    .that(resideInAPackage("vouchsafe." + dialect + ".."))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(packages(Set.copyOf(others))))
                    .check(HOUSE);
        }
    }

    @Test
    void the_protocol_core_knows_no_servlets_pages_json_or_projects() {
        noClasses()
                .that()
                .resideInAnyPackage("vouchsafe.oauth", "vouchsafe.grants..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "vouchsafe.oauth.http..",
                        "jakarta.servlet..",
                        "org.springframework.web..",
                        "org.springframework.security..",
                        "org.springframework.boot..",
                        "tools.jackson..",
                        "gg.jte..")
                .check(HOUSE);
    }

    /** A page, a dialect or a command asks for an act and is told what became of it; the act is one method further down. */
    @Test
    void nothing_durable_is_done_on_the_floors_of_pages_dialects_and_commands() {
        String[] upstairs = FLOORS.subList(5, FLOORS.size()).stream()
                .flatMap(rooms -> List.of(packages(rooms)).stream())
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAnyPackage(upstairs)
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "org.springframework.transaction..",
                                "org.springframework.jdbc..",
                                "org.springframework.dao..",
                                "java.sql..",
                                "javax.sql..")
                        .or(type(AuditLog.class))
                        .or(type(DurableActs.class))
                        .or(type(Transactions.class)))
                .check(HOUSE);
    }

    @Test
    void transactions_are_begun_in_one_way() {
        noClasses()
                .that(not(resideInAPackage("vouchsafe.db")))
                .should()
                .dependOnClassesThat(type(TransactionTemplate.class))
                .check(HOUSE);
    }

    @Test
    void rooms_have_no_circles_and_open_only_their_own_doors() {
        ApplicationModules.of(Vouchsafe.class.getPackageName().replace(".app", ""))
                .verify();
    }

    private static String[] packages(Set<String> rooms) {
        return rooms.stream().map(room -> "vouchsafe." + room + "..").toArray(String[]::new);
    }
}
