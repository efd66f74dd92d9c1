package vouchsafe.standard;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.oauth.http.ClientProofs;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.api.CrossOrigin;
import vouchsafe.web.api.MachineServlet;

/**
 * {@code /.well-known/oauth-authorization-server} (RFC 8414): the metadata that a client library needs. It lists only
 * features that work.
 */
final class MetadataServlet extends MachineServlet {
    private static final long serialVersionUID = 1L;

    private final transient PublicAddress address;
    private final transient ClientProofs proofs;

    MetadataServlet(JsonMapper json, PublicAddress address, ClientProofs proofs) {
        super(json, Set.of("GET", "HEAD"));
        this.address = address;
        this.proofs = proofs;
    }

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        CrossOrigin.readable(response);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", address.issuer());
        document.put("authorization_endpoint", address.url("/oauth2/authorize/"));
        document.put("token_endpoint", address.url("/oauth2/token/"));
        document.put("token_endpoint_auth_methods_supported", proofs.methods());
        document.put("revocation_endpoint", address.url("/oauth2/revoke_token/"));
        document.put("revocation_endpoint_auth_methods_supported", proofs.methods());
        document.put("response_types_supported", List.of("code"));
        document.put("response_modes_supported", List.of("query"));
        document.put("grant_types_supported", List.of("authorization_code", "refresh_token"));
        document.put("code_challenge_methods_supported", List.of("S256"));
        document.put("authorization_response_iss_parameter_supported", true);
        document.put("service_documentation", address.url("/docs/"));
        write(response, 200, document);
    }
}
