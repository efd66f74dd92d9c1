package vouchsafe.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vouchsafe.web.pages.SiteFolder;

/** Whether the operator wrote what members agree to. */
final class TextsCheck implements Check {
    @Override
    public Area area() {
        return Area.TEXTS;
    }

    @Override
    public String subject() {
        return "the terms";
    }

    @Override
    public Outcome look(Installation installation) throws IOException {
        SiteFolder site = new SiteFolder(installation.folder().path().resolve("site"));
        List<Finding> findings = new ArrayList<>();
        if (placeholder(site, "terms")) {
            findings.add(Finding.risk(
                    "texts.terms",
                    area(),
                    "The page Terms still shows the placeholder, and nobody who signs up agrees to anything.",
                    "Write your terms into " + site.file("terms") + "."));
        }
        if (placeholder(site, "privacy")) {
            findings.add(Finding.risk(
                    "texts.privacy",
                    area(),
                    "The page Privacy still shows the placeholder.",
                    "Write what happens to members' data into " + site.file("privacy") + "."));
        }
        return Check.found(findings);
    }

    private static boolean placeholder(SiteFolder site, String name) throws IOException {
        if (!site.has(name)) {
            return true;
        }
        Path file = site.file(name);
        String text = Files.readString(file, StandardCharsets.UTF_8).strip();
        return text.isEmpty() || text.equals(ours(name));
    }

    private static String ours(String name) throws IOException {
        try (InputStream in = TextsCheck.class.getResourceAsStream("/documentation/" + name + ".md")) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
