package vouchsafe.portal.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vouchsafe.TestServer;

/** The code in a guide as its readers copy it, filled with the test server's addresses. */
public final class GuideBlocks {
    private static final Pattern FENCED = Pattern.compile("(?m)^```(\\w*) ?(.*)\\n((?:(?!```).*\\n)*)```$");

    private GuideBlocks() {}

    /**
     * One block.
     *
     * @param language the first word behind the fence
     * @param name the second: the file it is to be saved as, {@code settings} for what readers fill in, or nothing
     */
    public record Block(String language, String name, String code) {}

    /** The blocks of the guide at this path, in their order. */
    public static List<Block> of(String path) {
        Matcher blocks = FENCED.matcher(text(path));
        List<Block> found = new ArrayList<>();
        while (blocks.find()) {
            found.add(new Block(blocks.group(1), blocks.group(2), blocks.group(3)));
        }
        return found;
    }

    /** The block that is to be saved as this file. */
    public static String file(String path, String name) {
        return of(path).stream()
                .filter(block -> block.name().equals(name))
                .findFirst()
                .orElseThrow()
                .code();
    }

    static String text(String path) {
        return TestServer.shared().bean(Guides.class).text(Guide.at(path).orElseThrow());
    }
}
