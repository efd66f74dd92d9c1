package vouchsafe.browser;

import org.junit.jupiter.api.Test;

class HomeBrowserTest extends BrowserTest {
    @Test
    void a_stranger_looks_at_the_front_page() {
        picture(open("/"), "home");
    }
}
