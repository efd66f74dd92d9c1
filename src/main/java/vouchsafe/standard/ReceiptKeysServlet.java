package vouchsafe.standard;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.crypto.SigningKeys;
import vouchsafe.web.api.CrossOrigin;
import vouchsafe.web.api.MachineServlet;

/** {@code /.well-known/receipt-keys.json}: the public keys for checking a receipt (RFC 7517). */
final class ReceiptKeysServlet extends MachineServlet {
    private static final long serialVersionUID = 1L;

    private final transient SigningKeys keys;

    ReceiptKeysServlet(JsonMapper json, SigningKeys keys) {
        super(json, Set.of("GET", "HEAD"));
        this.keys = keys;
    }

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        CrossOrigin.readable(response);
        write(response, 200, keys.published());
    }
}
