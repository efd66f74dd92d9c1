package vouchsafe.clientsofothers;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** OAuth clients for Python go the whole way from sign-in to revocation, whichever way they show who they are. */
@Tag("clients")
class PythonClientsTest {
    private static final List<String> WITH_A_SECRET = List.of("header", "params");

    private static Walk requestsOauthlib() {
        return new Walk(List.of(Tools.python("requests_oauthlib"), Tools.script("requests_oauthlib_client.py")));
    }

    private static Walk authlib() {
        return new Walk(List.of(Tools.python("authlib", "requests"), Tools.script("authlib_client.py")));
    }

    private static void inEachWay(Walk walk) throws Exception {
        for (String way : WITH_A_SECRET) {
            walk.toItsEnd(LibraryApp.project(LibraryApp.CALLBACK), way);
            walk.toItsEnd(LibraryApp.annotator(LibraryApp.CALLBACK), way);
            walk.withAWrongSecret(LibraryApp.project(LibraryApp.CALLBACK), way);
            walk.withAWrongSecret(LibraryApp.annotator(LibraryApp.CALLBACK), way);
        }
        walk.toItsEnd(LibraryApp.withoutSecret(LibraryApp.CALLBACK), "");
        walk.toItsEnd(LibraryApp.annotatorWithoutSecret(LibraryApp.CALLBACK), "");
    }

    @Test
    void requests_oauthlib_in_each_way() throws Exception {
        inEachWay(requestsOauthlib());
    }

    @Test
    void authlib_in_each_way() throws Exception {
        inEachWay(authlib());
    }
}
