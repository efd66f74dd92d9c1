package vouchsafe.portal.catalogue;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.projects.Badges;
import vouchsafe.web.pages.NoSuchPage;

/** The badge images. Pages name an image by its content, so browsers may keep their copies. */
@Controller
final class BadgeController {
    private final Badges badges;

    BadgeController(Badges badges) {
        this.badges = badges;
    }

    @GetMapping("/direct-sharing/badges/{projectId:[0-9]{1,9}}.png")
    ResponseEntity<byte[]> badge(@PathVariable int projectId, @RequestParam(defaultValue = "") String v) {
        byte[] png = badges.png(projectId).orElseThrow(NoSuchPage::new);
        CacheControl cache = v.isEmpty()
                ? CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic()
                : CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_PNG)
                .cacheControl(cache)
                .body(png);
    }
}
