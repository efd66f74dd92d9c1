package vouchsafe.accounts;

/** The outcome of making an account, for the operator. */
public sealed interface OperatorAccountResult {
    /** The account is there, in use at once. */
    record AccountMade(Member member) implements OperatorAccountResult {}

    /** This member has the name already. */
    record UsernameTaken(Member holder) implements OperatorAccountResult {}

    /** Another member has verified the address. */
    record AddressTaken() implements OperatorAccountResult {}
}
