package vouchsafe.projects;

/** An on-site project just made, with the secret that is never readable again. */
public record NewOnSiteProject(Project project, MasterToken masterToken) {}
