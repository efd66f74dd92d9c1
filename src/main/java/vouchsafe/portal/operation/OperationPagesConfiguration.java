package vouchsafe.portal.operation;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vouchsafe.files.StoredBytes;
import vouchsafe.operation.Alarms;
import vouchsafe.operation.Checkup;
import vouchsafe.operation.DailyFigures;
import vouchsafe.operation.LastBackup;
import vouchsafe.operation.Nodes;
import vouchsafe.operation.QueuesOfWork;
import vouchsafe.operation.Versions;
import vouchsafe.operation.Watch;
import vouchsafe.projects.Projects;

/** Builds the administrators' start page. */
@Configuration(proxyBeanMethods = false)
public class OperationPagesConfiguration {

    @Bean
    Server serverShown(
            Nodes nodes,
            Versions versions,
            DailyFigures figures,
            StoredBytes stored,
            Checkup checkup,
            LastBackup backup) {
        return new Server(nodes, versions, figures, stored, checkup, backup);
    }

    @Bean
    OverviewController overviewController(
            Server server, Watch watch, QueuesOfWork queues, Alarms alarms, Projects projects, InstantSource clock) {
        return new OverviewController(server, watch, queues, alarms, projects, clock);
    }
}
