package vouchsafe.doctor;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import vouchsafe.web.PublicAddress;

/** Whether the largest file that the settings allow gets past the proxy: its length is announced, and nothing is sent. */
final class UploadCheck implements Check {
    private static final int TOO_LARGE = 413;

    @Override
    public Area area() {
        return Area.ADDRESS;
    }

    @Override
    public String subject() {
        return "large uploads";
    }

    @Override
    public Outcome look(Installation installation) {
        Optional<String> hindrance = Echo.hindrance(installation);
        if (hindrance.isPresent()) {
            return Check.notLooked(hindrance.get());
        }
        PublicAddress address = installation.network().address();
        long largest = installation.files().largest();
        Map<String, String> announcement = new LinkedHashMap<>();
        announcement.put(EchoProof.HEADER, new EchoProof(installation.key()::get).question(EchoProof.nonce()));
        announcement.put("Content-Type", "application/octet-stream");
        announcement.put("Content-Length", Long.toString(largest));
        announcement.put("Expect", "100-continue");
        try (Line line = Line.to(address)) {
            if (line.ask("POST", Echo.path(address, EchoServlet.PATH), announcement)
                            .status()
                    != TOO_LARGE) {
                return Check.found();
            }
            return Check.found(Finding.wrong(
                    "address.body-limit",
                    area(),
                    "The proxy refuses uploads of " + Words.size(largest) + ", which max-file-size allows.",
                    "Raise the proxy's limit (client_max_body_size of nginx, LimitRequestBody of Apache), or lower"
                            + " max-file-size (VOUCHSAFE_MAX_FILE_SIZE)."));
        } catch (IOException failure) {
            return Check.notLooked("nobody answers at the base URL");
        }
    }
}
