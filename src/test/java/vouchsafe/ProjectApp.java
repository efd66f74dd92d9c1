package vouchsafe;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the app of a project sends, as its developer would write it from the guide: requests over HTTP alone, to whatever
 * release answers. Sending them is left to each test.
 *
 * @param project the answer of {@code project create --json}
 */
public record ProjectApp(JsonNode project) {
    /** The form of a project for {@code project create}, with a place for its name. */
    public static final String FORM = """
        {"is_study": false, "name": "%s", "leader": "A. Researcher", "organization": "",
         "is_academic_or_nonprofit": true, "add_data": false, "explore_share": true,
         "contact_email": "a@example.org", "info_url": "https://example.org/",
         "short_description": "Short.", "long_description": "Long.", "active": true,
         "requested_sources": [], "request_message_permission": true, "request_username_access": false,
         "enrollment_url": "https://example.org/enroll", "terms_url": "https://example.org/terms",
         "redirect_url": ["https://example.org/callback", "http://127.0.0.1/callback"]}
        """;

    private static final String API = "/api/direct-sharing/project/";
    private static final String CALLBACK = "https://example.org/callback";
    private static final Pattern SEAL = Pattern.compile("name=\"consent_seal\" value=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("^" + Pattern.quote(CALLBACK) + "\\?(?:.*&)?code=([^&]+)");

    /** What the app got for one of its members. */
    public record Tokens(String access, String refresh) {
        /** Those of a token response. */
        public static Tokens of(HttpResponse<String> answer) {
            JsonNode json = JsonMapper.shared().readTree(answer.body());
            return new Tokens(
                    json.path("access_token").asString(),
                    json.path("refresh_token").asString());
        }
    }

    private String master() {
        return project.path("master_access_token").asString();
    }

    private String credentials() {
        return "&client_id=" + project.path("client_id").asString() + "&client_secret="
                + encode(project.path("client_secret").asString());
    }

    /** Where the app sends a member; {@code base} is the address of a service, without a slash at the end. */
    public String authorization(String base) {
        return base + "/direct-sharing/projects/oauth2/authorize/?client_id="
                + project.path("client_id").asString() + "&response_type=code&redirect_uri=" + encode(CALLBACK);
    }

    /** The fields with which a member allows it on the consent page. */
    public static Map<String, String> allowing(HttpResponse<String> consentPage) {
        Matcher seal = SEAL.matcher(consentPage.body());
        if (!seal.find()) {
            throw new AssertionError("no consent page: " + consentPage.statusCode() + " " + consentPage.body());
        }
        return Map.of("allow", "Authorize project", "consent_seal", seal.group(1));
    }

    /** The code that came back with the member. */
    public static Optional<String> code(HttpResponse<String> answer) {
        Matcher code = CODE.matcher(answer.headers().firstValue("Location").orElse(""));
        return code.find() ? Optional.of(code.group(1)) : Optional.empty();
    }

    public HttpRequest.Builder exchange(String base, String code) {
        return token(base, "grant_type=authorization_code&code=" + code + "&redirect_uri=" + encode(CALLBACK));
    }

    public HttpRequest.Builder refresh(String base, String token) {
        return token(base, "grant_type=refresh_token&refresh_token=" + token);
    }

    private HttpRequest.Builder token(String base, String form) {
        return form(base + "/oauth2/token/", form + credentials());
    }

    public HttpRequest.Builder revoke(String base, String token) {
        return form(base + "/oauth2/revoke_token/", "token=" + token + credentials());
    }

    /** What the app is told about the member of this token. */
    public HttpRequest.Builder member(String base, String access) {
        return HttpRequest.newBuilder(URI.create(base + API + "exchange-member/"))
                .header("Authorization", "Bearer " + access);
    }

    /** The files of a member; what follows a page is asked for by its address. */
    public HttpRequest.Builder files(String base, String member) {
        return page(base + API + "exchange-member/?project_member_id=" + member);
    }

    public HttpRequest.Builder page(String url) {
        return HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + master());
    }

    /** @param recipients fields that say to whom it goes */
    public HttpRequest.Builder message(String base, String subject, String recipients) {
        return asProject(
                form(base + API + "message/", "subject=" + encode(subject) + "&message=Good+morning&" + recipients));
    }

    public HttpRequest.Builder upload(String base, String member, String name, byte[] content) {
        HttpRequest form = new MultipartForm()
                .fields(Map.of("metadata", "{\"description\":\"A night\",\"tags\":[]}", "project_member_id", member))
                .file("data_file", name, content)
                .to(base + API + "files/upload/");
        return asProject(HttpRequest.newBuilder(form, (header, value) -> true));
    }

    public HttpRequest.Builder delete(String base, String member, long file) {
        return asProject(form(base + API + "files/delete/", "project_member_id=" + member + "&file_id=" + file));
    }

    private HttpRequest.Builder asProject(HttpRequest.Builder request) {
        return request.header("Authorization", "Bearer " + master());
    }

    private static HttpRequest.Builder form(String url, String body) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
