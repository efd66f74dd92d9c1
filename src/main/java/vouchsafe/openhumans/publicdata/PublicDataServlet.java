package vouchsafe.openhumans.publicdata;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.web.BadRequest;
import vouchsafe.web.FormBody;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.api.MachineServlet;

/** Answers requests for data that everyone may read. Paths end with a slash, without one, or with {@code .json}. */
final class PublicDataServlet extends MachineServlet {
    private static final long serialVersionUID = 1L;
    private static final String METHODS = "GET, HEAD, OPTIONS";

    private final String base;
    private final transient PublicAddress address;
    private final transient Map<String, PublicResource> resources = new HashMap<>();

    /**
     * A servlet over these resources.
     *
     * @param base path before their first words, for example {@code /api/public}
     */
    PublicDataServlet(JsonMapper json, String base, PublicAddress address, List<PublicResource> resources) {
        super(json, Set.of("GET", "HEAD", "OPTIONS"));
        this.base = base;
        this.address = address;
        for (PublicResource resource : resources) {
            resource.firstWords().forEach(word -> this.resources.put(word, resource));
        }
    }

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response) throws BadRequest, IOException {
        response.setHeader("Access-Control-Allow-Origin", "*");
        List<String> words = words(request.getPathInfo());
        PublicResource resource = resources.get(words.getFirst());
        try {
            if (resource == null) {
                throw PublicRefusal.noSuchPath();
            }
            if (request.getMethod().equals("OPTIONS")) {
                describe(response, words.getFirst());
                return;
            }
            Map<String, List<String>> query = FormBody.decode(request.getQueryString());
            refuseControls(words);
            for (List<String> values : query.values()) {
                refuseControls(values);
            }
            write(response, 200, resource.answer(new PublicRequest(url(words), words, query)));
        } catch (PublicRefusal refusal) {
            write(response, refusal.status(), refusal.body());
        }
    }

    private static List<String> words(@Nullable String path) {
        String word = path == null ? "" : path.startsWith("/") ? path.substring(1) : path;
        int ending = word.endsWith("/") ? 1 : word.endsWith(".json") ? ".json".length() : 0;
        return Arrays.asList(word.substring(0, word.length() - ending).split("/", -1));
    }

    private String url(List<String> words) {
        String path = String.join("/", words);
        return address.url(base + "/" + (path.isEmpty() ? "" : path + "/"));
    }

    /** Refuses control characters: no name has one, and the database takes some of them in no comparison. */
    private static void refuseControls(List<String> texts) throws BadRequest {
        for (String text : texts) {
            if (text.codePoints().anyMatch(Character::isISOControl)) {
                throw new BadRequest(400, "A parameter has a control character.");
            }
        }
    }

    private void describe(HttpServletResponse response, String name) throws IOException {
        response.setHeader("Allow", METHODS);
        response.setHeader("Access-Control-Allow-Methods", METHODS);
        response.setHeader("Access-Control-Max-Age", "86400");
        write(
                response,
                200,
                Map.of(
                        "name",
                        name.isEmpty() ? "public-data" : name,
                        "description",
                        "",
                        "renders",
                        List.of("application/json"),
                        "parses",
                        List.of()));
    }

    @Override
    protected Object failure(int status, String error, String description) {
        return Map.of("detail", description);
    }

    @Override
    protected String methodNotAllowed(String method) {
        return "Method \"" + method.replaceAll("[^A-Za-z]", "?") + "\" not allowed.";
    }
}
