import { useEffect, useId, useMemo, useRef, useState } from "react";
import { type Answers, blank, draftOf, forgetDraft, keepDraft, openFile, saveFile } from "../answers";
import { goTo } from "../focus";
import { FORMS, type FormOfCall, formInAddress } from "../forms";
import { type Fault, validatorOf } from "../validation";
import { FieldsOf } from "./FieldsOf";
import { sectionsOf } from "./sections";

/** The whole page: which form, what to put right, the sections, and the fields themselves. */
export function Page() {
  const [form, setForm] = useState(formInAddress);
  const [answers, setAnswers] = useState<Answers>(() => draftOf(form));
  const [notice, setNotice] = useState("");
  const summary = useRef<HTMLElement>(null);
  const validate = useMemo(() => validatorOf(form.schema), [form]);
  const faults = useMemo(() => validate(answers), [validate, answers]);

  useEffect(() => {
    const followAddress = () => change(formInAddress());
    addEventListener("hashchange", followAddress);
    return () => removeEventListener("hashchange", followAddress);
  });

  function change(next: FormOfCall, given = draftOf(next)) {
    setForm(next);
    setAnswers(given);
    keepDraft(next, given);
    setNotice("");
    if (location.hash !== `#${next.id}`) location.hash = next.id;
  }

  function fill(given: Answers) {
    setAnswers(given);
    keepDraft(form, given);
  }

  function save() {
    saveFile(form, answers);
    setNotice(
      faults.length > 0
        ? `Fichier enregistré, avec ${counted(faults.length, "réponse")} à corriger.`
        : "Fichier enregistré.",
    );
    if (faults.length > 0) summary.current?.focus();
  }

  async function open(file: File) {
    try {
      const opened = await openFile(file);
      change(opened.form, opened.answers);
      setNotice(`« ${file.name} » est ouvert.`);
    } catch (error) {
      setNotice(error instanceof Error ? error.message : String(error));
    }
  }

  function clear() {
    if (!confirm("Effacer toutes les réponses de ce formulaire ?")) return;
    forgetDraft(form);
    setAnswers(blank(form));
    setNotice("Les réponses sont effacées.");
  }

  return (
    <>
      <a className="skip" href="#fields" onClick={(event) => goTo(event, "fields")}>
        Aller au formulaire
      </a>
      <header className="page-head">
        <div className="page-width">
          <p className="page-brand">Promeneurs du Net</p>
          <h1>{form.title}</h1>
          {form.schema.description && <p className="lead">{form.schema.description}</p>}
          <nav aria-label="Formulaires">
            <ul className="nav nav-pills">
              {FORMS.map((each) => (
                <li className="nav-item" key={each.id}>
                  <a
                    className={`nav-link ${each === form ? "active" : ""}`}
                    aria-current={each === form ? "page" : undefined}
                    href={`#${each.id}`}
                  >
                    {each.title}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </div>
      </header>
      <div className="page-width page-body">
        <aside>
          <Contents form={form} answers={answers} faults={faults} />
          <Actions onSave={save} onOpen={open} onClear={clear} />
          <p className="small">
            Le brouillon reste dans ce navigateur ; rien n’est envoyé. Une réponse laissée vide vaut « pas
            encore répondu ».
          </p>
        </aside>
        <main id="fields" tabIndex={-1}>
          <p role="status" className="notice">
            {notice}
          </p>
          <Faults faults={faults} summary={summary} />
          <FieldsOf key={form.id} form={form} answers={answers} faults={faults} onFill={fill} />
        </main>
      </div>
    </>
  );
}

/** The sections of the form, how much each holds, and whether something is to be put right in it. */
function Contents({ form, answers, faults }: { form: FormOfCall; answers: Answers; faults: Fault[] }) {
  return (
    <nav aria-labelledby="contents">
      <h2 id="contents" className="h6">
        Sommaire
      </h2>
      <ol className="contents">
        {sectionsOf(form, answers, faults).map((section) => (
          <li key={section.id}>
            <a href={`#${section.id}`} onClick={(event) => goTo(event, section.id)}>
              {section.title}
            </a>
            {section.faults > 0 ? (
              <span className="text-danger">{section.faults} à corriger</span>
            ) : (
              <span>{section.answers > 0 ? counted(section.answers, "réponse") : "à remplir"}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Actions(props: { onSave: () => void; onOpen: (file: File) => void; onClear: () => void }) {
  const chooser = useRef<HTMLInputElement>(null);
  const id = useId();
  return (
    <div className="actions">
      <button type="button" className="btn btn-primary" onClick={props.onSave}>
        Enregistrer le dossier
      </button>
      <button type="button" className="btn btn-outline-primary" onClick={() => chooser.current?.click()}>
        Ouvrir un dossier…
      </button>
      <input
        id={id}
        ref={chooser}
        type="file"
        accept=".json,application/json"
        aria-label="Dossier à ouvrir"
        hidden
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) props.onOpen(file);
          target.value = "";
        }}
      />
      <button type="button" className="btn btn-link" onClick={props.onClear}>
        Tout effacer
      </button>
    </div>
  );
}

/** What is to be put right, each with a link to its field. Said aloud when the number changes. */
function Faults({ faults, summary }: { faults: Fault[]; summary: React.Ref<HTMLElement> }) {
  return (
    <>
      <p className="visually-hidden" aria-live="polite">
        {faults.length > 0 ? `${counted(faults.length, "réponse")} à corriger` : ""}
      </p>
      {faults.length > 0 && (
        <section ref={summary} tabIndex={-1} className="faults" aria-labelledby="faults">
          <h2 id="faults" className="h5">
            {counted(faults.length, "réponse")} à corriger
          </h2>
          <ul>
            {faults.map((fault) => (
              <li key={`${fault.path.join("/")} ${fault.message}`}>
                <a href={`#${fieldId(fault)}`} onClick={(event) => goTo(event, fieldId(fault))}>
                  {fault.label}
                </a>
                {` : ${fault.message}`}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

const fieldId = (fault: Fault) => ["dossier", ...fault.path].join("/");

const counted = (count: number, noun: string) => `${count} ${noun}${count > 1 ? "s" : ""}`;
