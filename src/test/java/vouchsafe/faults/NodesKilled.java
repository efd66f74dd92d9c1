package vouchsafe.faults;

import vouchsafe.db.DebianPostgres;

/** Three nodes on one database: each in turn is killed and started again while the others go on. */
final class NodesKilled implements Fault {
    @Override
    public String name() {
        return "nodes-killed";
    }

    @Override
    public String promise() {
        return "The others go on; a job is done by one node, and a mail is sent once, or once more for a node that was"
                + " killed between the relay's word and its note of it.";
    }

    @Override
    public int many() {
        return 30;
    }

    @Override
    public void run(Trial trial) throws Exception {
        try (DebianPostgres postgres = DebianPostgres.start(trial.folder());
                Service service = Service.nodes(trial.folder(), 3, postgres.jdbcUrl(), trial.history())) {
            service.load().await(40);
            int twice = service.awaitMail();
            if (twice > 0) {
                trial.history().broken("message", twice + " mails came twice though no node was killed");
            }
            trial.rounds(service, round -> {
                Node node = service.nodes().get(round % 3);
                node.process().kill();
                node.start();
            });
            if (trial.mailsTwice() > trial.rounds()) {
                trial.history().broken("message", trial.mailsTwice() + " mails came twice");
            }
        }
    }
}
