package vouchsafe.portal.account;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.pages.LocalPath;
import vouchsafe.web.pages.Reply;

/** {@code /login} and {@code /signup}, the addresses that annotation clients know. Both lead to this server's own pages. */
@Controller
final class FormerPathsController {
    private final PublicAddress address;

    FormerPathsController(PublicAddress address) {
        this.address = address;
    }

    @GetMapping({"/login", "/signup"})
    Reply go(
            @RequestParam(defaultValue = "") String next,
            @RequestParam(defaultValue = "") String again,
            HttpServletRequest request) {
        String page = request.getRequestURI().equals("/signup") ? "/account/signup/" : "/account/login/";
        // The way back leads to addresses of this server only, written as paths.
        String path = next.startsWith(address.url("/"))
                ? next.substring(address.issuer().length())
                : next;
        String onwards = LocalPath.orElse(path, "");
        String query = (onwards.isEmpty() ? "" : "&next=" + URLEncoder.encode(onwards, StandardCharsets.UTF_8))
                + (again.isEmpty() ? "" : "&again=yes");
        return Reply.found(query.isEmpty() ? page : page + "?" + query.substring(1));
    }
}
