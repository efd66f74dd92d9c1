package vouchsafe.portal.search;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vouchsafe.accounts.Authority;
import vouchsafe.accounts.Members;
import vouchsafe.annotations.Groups;
import vouchsafe.annotations.Readers;
import vouchsafe.portal.groups.AnnotationLines;

/** Builds the pages that find annotations. */
@Configuration(proxyBeanMethods = false)
public class SearchPagesConfiguration {

    @Bean
    SearchController searchController(
            AnnotationLines lines,
            Readers readers,
            Members members,
            Groups groups,
            Authority authority,
            InstantSource clock) {
        return new SearchController(lines, readers, members, groups, authority, clock);
    }
}
