package vouchsafe.portal.groups;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vouchsafe.accounts.Authority;
import vouchsafe.accounts.Members;
import vouchsafe.annotations.Annotations;
import vouchsafe.annotations.Groups;
import vouchsafe.annotations.Readers;
import vouchsafe.web.PublicAddress;

/** Builds the pages of annotation groups. */
@Configuration(proxyBeanMethods = false)
public class GroupPagesConfiguration {

    @Bean
    AnnotationLines annotationLines(Annotations annotations, Groups groups, Members members) {
        return new AnnotationLines(annotations, groups, members);
    }

    @Bean
    GroupsController groupsController(Groups groups, InstantSource clock) {
        return new GroupsController(groups, clock);
    }

    @Bean
    GroupController groupController(
            Groups groups,
            Readers readers,
            AnnotationLines lines,
            Members members,
            PublicAddress address,
            InstantSource clock) {
        return new GroupController(groups, new GroupAccess(groups, readers), lines, members, address, clock);
    }

    @Bean
    GroupEditController groupEditController(Groups groups, Readers readers) {
        return new GroupEditController(groups, new GroupAccess(groups, readers));
    }

    @Bean
    GroupMembersController groupMembersController(
            Groups groups, Readers readers, Members members, Authority authority) {
        return new GroupMembersController(groups, new GroupAccess(groups, readers), members, authority);
    }

    @Bean
    GroupLeavingController groupLeavingController(
            Groups groups, Readers readers, Annotations annotations, Members members) {
        return new GroupLeavingController(groups, new GroupAccess(groups, readers), annotations, members);
    }

    @Bean
    GroupModerationController groupModerationController(
            Groups groups, Readers readers, Annotations annotations, AnnotationLines lines, InstantSource clock) {
        return new GroupModerationController(new GroupAccess(groups, readers), annotations, lines, clock);
    }
}
