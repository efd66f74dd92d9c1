package vouchsafe.doctor;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.crypto.MasterKey;
import vouchsafe.web.PublicAddress;

/** Asks the server through its public address what a request looks like when it arrives. */
final class Echo {
    private Echo() {}

    /**
     * An answer.
     *
     * @param seen what the server saw; empty where somebody else answered
     */
    record Reply(Line.Answer answer, Optional<JsonNode> seen) {}

    /** Why the server cannot be asked; empty where it can. */
    static Optional<String> hindrance(Installation installation) {
        if (!installation.process().runs()) {
            return Optional.of("no server runs");
        }
        return installation.key().isPresent()
                ? Optional.empty()
                : Optional.of("the master key can't be read, by which the server would be known");
    }

    /** @param more headers besides the question's own */
    static Reply ask(PublicAddress address, MasterKey key, Map<String, String> more) throws IOException {
        EchoProof proof = new EchoProof(() -> key);
        String nonce = EchoProof.nonce();
        Map<String, String> headers = new LinkedHashMap<>(more);
        headers.put(EchoProof.HEADER, proof.question(nonce));
        headers.put("Connection", "close");
        try (Line line = Line.to(address)) {
            Line.Answer answer = line.ask("GET", path(address, EchoServlet.PATH), headers);
            return new Reply(answer, seen(answer, proof, nonce));
        }
    }

    /** Whether it is this very installation that answers. */
    static boolean reaches(PublicAddress address, MasterKey key) throws IOException {
        return ask(address, key, Map.of()).seen().isPresent();
    }

    /** A path of this server, as it is asked for at the public address. */
    static String path(PublicAddress address, String path) {
        return Optional.ofNullable(address.base().getRawPath()).orElse("") + path;
    }

    private static Optional<JsonNode> seen(Line.Answer answer, EchoProof proof, String nonce) {
        if (answer.status() != 200) {
            return Optional.empty();
        }
        try {
            JsonNode body = JsonMapper.shared().readTree(answer.body());
            return Optional.of(body)
                    .filter(JsonNode::isObject)
                    .filter(seen -> proof.answers(nonce, seen.path("answer").asString("")));
        } catch (JacksonException noJson) {
            return Optional.empty();
        }
    }
}
