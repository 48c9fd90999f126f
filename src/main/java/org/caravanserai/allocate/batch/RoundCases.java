package org.caravanserai.allocate.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.base.NewCase;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.cases.CaseSubjects;
import org.caravanserai.cases.SeenAgain;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;

/** The cases that a round opens, sees again or closes. */
public final class RoundCases {

    private final IdBlocks ids;
    private final List<NewCase> opened = new ArrayList<>();
    private final List<Long> seenAgain = new ArrayList<>();
    private final Map<Long, SeenAgain> again = new LinkedHashMap<>();
    private final List<Long> resolved = new ArrayList<>();
    private final List<NewCase.Subject> over = new ArrayList<>();
    private final Set<NewCase.Subject> quiet = new LinkedHashSet<>();
    private final Set<String> overAnywhere = new LinkedHashSet<>();

    RoundCases(IdBlocks ids) {
        this.ids = ids;
    }

    /** A case about an order. @param evidence JSON, references only; {@code inboxId} may be null */
    public void open(CaseCode code, WorkingOrder order, Long inboxId, String summary, String evidence) {
        openFor(code, order, null, inboxId, summary, evidence);
    }

    /** A case about a group, which waits for it. @param evidence JSON, references only; {@code inboxId} may be null */
    public void open(
            CaseCode code, WorkingOrder order, WorkingGroup group, Long inboxId, String summary, String evidence) {
        group.waitFor(openFor(code, order, group.id(), inboxId, summary, evidence));
    }

    /** A case about an order or one of its groups. @param groupId null when it is about the whole order @return its id */
    public long openFor(
            CaseCode code, WorkingOrder order, Long groupId, Long inboxId, String summary, String evidence) {
        NewCase one = about(code, order, groupId, inboxId, summary, evidence);
        opened.add(one);
        return one.id();
    }

    /** A case about an order, one as long as its subject has an open one. @param evidence JSON, references only */
    public void openAbout(
            String subject, CaseCode code, WorkingOrder order, Long inboxId, String summary, String evidence) {
        opened.add(about(code, order, null, inboxId, summary, evidence).about(subject));
    }

    private NewCase about(
            CaseCode code, WorkingOrder order, Long groupId, Long inboxId, String summary, String evidence) {
        return new NewCase(
                ids.next(),
                code.code(),
                groupId == null ? "order" : "group",
                order.accountId(),
                order.id(),
                groupId,
                inboxId,
                null,
                summary,
                evidence);
    }

    /** A case about something else; that its subject was well before in this round is no longer so. */
    public void open(NewCase one) {
        opened.add(one);
        over.removeIf(subject -> one.accountId() != null
                && subject.accountId() == one.accountId()
                && subject.what().equals(one.subject()));
    }

    /** Cases about a subject that has an open one, or had one before in this round, are counted onto that. */
    public void fold(Map<String, Long> open) {
        Map<String, Long> first = new HashMap<>(open);
        List<NewCase> all = List.copyOf(opened);
        opened.clear();
        for (NewCase one : all) {
            Long known = CaseSubjects.has(one) ? first.putIfAbsent(CaseSubjects.key(one), one.id()) : null;
            if (known == null) {
                opened.add(one);
            } else {
                again.merge(known, new SeenAgain(known, 1, one), (before, now) -> before.and(one));
            }
        }
    }

    /** What happened again to subjects of open cases. */
    public List<SeenAgain> again() {
        return List.copyOf(again.values());
    }

    /** The cause of a case is still there. */
    public void seeAgain(long caseId) {
        seenAgain.add(caseId);
    }

    /** The cause of a case is gone. */
    public void resolve(long caseId) {
        resolved.add(caseId);
    }

    /** What cases of this subject were about is over. */
    public void resolve(int accountId, String subject) {
        over.add(new NewCase.Subject(accountId, subject));
    }

    /** What cases of this subject are about was right this time: they are over when they were not seen for a while. */
    public void rightThisTime(int accountId, String subject) {
        quiet.add(new NewCase.Subject(accountId, subject));
    }

    /** What cases of this subject were about is over, whichever account they came by. */
    public void resolveAnywhere(String subject) {
        if (!subject.isEmpty()) {
            overAnywhere.add(subject);
        }
    }

    /** Whether a case about this subject was opened in this round. */
    public boolean opens(String subject) {
        return opened.stream().anyMatch(one -> one.subject().equals(subject));
    }

    /** Subjects that were right this time. */
    public List<NewCase.Subject> quiet() {
        return List.copyOf(quiet);
    }

    /** Subjects whose cases are over, of any account. */
    public List<String> overAnywhere() {
        return List.copyOf(overAnywhere);
    }

    /** Subjects whose cases are over. */
    public List<NewCase.Subject> over() {
        return over;
    }

    /** The group waits for no person any more: its case, if it had one, is over; one of this round is never opened. */
    public void resolveOf(WorkingGroup group) {
        if (group.caseId() != null) {
            long id = group.caseId();
            if (!opened.removeIf(one -> one.id() == id)) {
                resolved.add(id);
            }
            group.waitFor(null);
        }
    }

    public List<NewCase> opened() {
        return opened;
    }

    public List<Long> seenAgain() {
        return seenAgain;
    }

    public List<Long> resolved() {
        return resolved;
    }
}
