package vouchsafe.clientsofothers;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Go's own OAuth package goes the whole way from sign-in to revocation, whichever way it shows who it is. */
@Tag("clients")
class GoOAuth2Test {
    /** {@code AuthStyleInHeader}, {@code AuthStyleInParams} and {@code AuthStyleAutoDetect}. */
    private static final List<String> WAYS = List.of("header", "params", "auto");

    private final Walk walk = new Walk(
            List.of(Tools.goProgram("oauth2_client.go", Map.of("golang.org/x/oauth2", "golang-golang-x-oauth2-dev"))));

    @Test
    void a_project_in_each_way() throws Exception {
        for (String way : WAYS) {
            walk.toItsEnd(LibraryApp.project(LibraryApp.CALLBACK), way);
        }
    }

    @Test
    void an_annotation_client_in_each_way() throws Exception {
        for (String way : WAYS) {
            walk.toItsEnd(LibraryApp.annotator(LibraryApp.CALLBACK), way);
        }
    }

    /** In the header the package sends an empty secret. */
    @Test
    void apps_without_a_secret_in_each_way() throws Exception {
        for (String way : WAYS) {
            walk.toItsEnd(LibraryApp.withoutSecret(LibraryApp.CALLBACK), way);
            walk.toItsEnd(LibraryApp.annotatorWithoutSecret(LibraryApp.CALLBACK), way);
        }
    }

    /** To find out which way a server wants, the package sends a refused code a second time. */
    @Test
    void a_wrong_secret_is_read_as_the_error_it_is() throws Exception {
        for (String way : WAYS) {
            walk.withAWrongSecret(LibraryApp.project(LibraryApp.CALLBACK), way);
            walk.withAWrongSecret(LibraryApp.annotator(LibraryApp.CALLBACK), way);
        }
    }
}
