package org.caravanserai.order;

import java.time.Instant;

/**
 * Why an order, or one of its groups, must not go on: a row of table {@code hold}. It blocks a step and changes no state. Whoever
 * placed it looks again whenever the order is worked on, and lifts it when the cause is gone.
 */
public final class Hold {

    private final Long id;
    private final Long groupId;
    private final String cause;
    private final String source;
    private HoldStep step;
    private String words;
    private String evidence = "{}";
    private String createdBy = "hub";
    private boolean quiet;
    private boolean reworded;
    private boolean changed;
    private Instant until;
    private Instant nextLook;
    private Long caseId;
    private String releasedBy;

    private Hold(Long id, Long groupId, String cause, String source, HoldStep step, String words) {
        this.id = id;
        this.groupId = groupId;
        this.cause = cause;
        this.source = source;
        this.step = step;
        this.words = words;
    }

    /** @param groupId null for the whole order */
    static Hold placed(Long groupId, String cause, String source, HoldStep step, String words) {
        return new Hold(null, groupId, cause, source, step, words);
    }

    /** A hold that is in the database. @param groupId null for the whole order */
    public static Hold known(long id, Long groupId, String cause, String source, HoldStep step, String words) {
        return new Hold(id, groupId, cause, source, step, words);
    }

    /** What the database holds of its times and its case; all may be null. @return this */
    public Hold knownUntil(Instant end, Instant look, Long openCase, boolean withoutCase) {
        until = end;
        nextLook = look;
        caseId = openCase;
        quiet = withoutCase;
        return this;
    }

    /** A person has released it: the same words hold nothing again. @return this */
    public Hold knownReleased(String who) {
        releasedBy = who;
        return this;
    }

    /** Nobody has to do anything about it: it gets no case, and what has been released already is recalled. @return this */
    public Hold quietly() {
        quiet = true;
        return this;
    }

    /** What a person needs to mend it. @param json an object, references only @return this */
    public Hold with(String json) {
        evidence = json;
        return this;
    }

    /** Who placed it, where it was not the hub itself: a route, a rule, a person. @return this */
    public Hold by(String who) {
        createdBy = who;
        return this;
    }

    /** When it is decided anew at the latest. @return this */
    public Hold lookAt(Instant when) {
        changed |= !when.equals(nextLook);
        nextLook = when;
        return this;
    }

    void restate(HoldStep newStep, Instant end, String newWords) {
        reworded |= !newWords.equals(words);
        changed |= reworded || newStep != step || (end == null ? until != null : !end.equals(until));
        step = newStep;
        until = end;
        words = newWords;
    }

    void endAt(Instant end) {
        until = end;
    }

    /** From now on it blocks another step. */
    public void move(HoldStep newStep) {
        changed |= newStep != step;
        step = newStep;
    }

    /** The case that tells people; null when it is over. */
    public void tellBy(Long openCase) {
        caseId = openCase;
        reworded = false;
        changed = true;
    }

    void release(String who) {
        releasedBy = who;
        changed = true;
    }

    void reopen() {
        releasedBy = null;
    }

    public boolean isOpen() {
        return releasedBy == null;
    }

    /** Placed in this round. */
    public boolean fresh() {
        return id == null;
    }

    /** In the database otherwise than here. */
    public boolean changed() {
        return changed;
    }

    /** It says something else than its case does. */
    public boolean reworded() {
        return reworded;
    }

    /** Null while it is not in the database. */
    public Long id() {
        return id;
    }

    /** The group it holds; null for the whole order. */
    public Long groupId() {
        return groupId;
    }

    boolean holds(long group) {
        return groupId == null || groupId == group;
    }

    /** Category and cause, {@code address.incomplete}: the code of its case as well. */
    public String cause() {
        return cause;
    }

    /** Who placed it, and alone lifts it. */
    public String source() {
        return source;
    }

    public HoldStep step() {
        return step;
    }

    /** One sentence that a person understands; no personal data. */
    public String words() {
        return words;
    }

    public String createdBy() {
        return createdBy;
    }

    /** JSON, references only. */
    public String evidence() {
        return evidence;
    }

    public boolean quiet() {
        return quiet;
    }

    /** When it ends by itself; null when it does not. */
    public Instant until() {
        return until;
    }

    /** When it is decided anew at the latest; null while nobody has said. */
    public Instant nextLook() {
        return nextLook;
    }

    public Long caseId() {
        return caseId;
    }

    /** Null while it holds. */
    public String releasedBy() {
        return releasedBy;
    }
}
