/**
 * Floor 5: the Hypothesis dialect: token and revocation endpoints, annotation API, real-time API, embedding. This package
 * holds what its sub-packages share: who calls, user ids, how answers are worded.
 */
@NullMarked
@ApplicationModule(displayName = "hypothesis")
package vouchsafe.hypothesis;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
